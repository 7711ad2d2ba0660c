// The channel between a served page and its kernel: comm messages of Jupyter's protocol over one
// websocket, without the five megabytes of JupyterLab that Voilà brings for widgets of all kinds.

import { attach } from "./live_page.js";

const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
const base = new URL(config.baseUrl ?? "/", location.href);
const session = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const fromUtf8 = new TextDecoder();
const toUtf8 = new TextEncoder();

// A message is bytes: how many places there are, the places (64 bits each, the least byte first),
// and between them the channel, header, parent header, metadata, content, and buffers.
function pack(parts) {
  const bytes = parts.map((part) => toUtf8.encode(part));
  const first = 8 * (bytes.length + 2);
  const message = new Uint8Array(first + bytes.reduce((sum, part) => sum + part.length, 0));
  const places = new DataView(message.buffer);
  const put = (n, value) => places.setBigUint64(8 * n, BigInt(value), true);
  put(0, bytes.length + 1);
  let place = first;
  bytes.forEach((part, n) => {
    put(n + 1, place);
    message.set(part, place);
    place += part.length;
  });
  put(bytes.length + 1, place);
  return message;
}

function unpack(data) {
  const places = new DataView(data);
  const number = Number(places.getBigUint64(0, true));
  const ends = Array.from({ length: number }, (_, n) =>
    Number(places.getBigUint64(8 * (n + 1), true)));
  const parts = ends.slice(0, -1).map((begin, n) => data.slice(begin, ends[n + 1]));
  const read = (n) => JSON.parse(fromUtf8.decode(parts[n]));
  const header = read(1);
  return { type: header.msg_type, content: () => read(4), buffers: parts.slice(5) };
}

function message(comm, content) {
  const header = {
    msg_id: `${session}_${performance.now()}`,
    msg_type: "comm_msg",
    session,
    username: "",
    version: "5.3",
    date: new Date().toISOString(),
  };
  const body = { comm_id: comm, data: { method: "custom", content } };
  return pack(["shell", JSON.stringify(header), "{}", "{}", JSON.stringify(body)]);
}

function connect(comms) {
  const url = new URL(`api/kernels/${config.kernelId}/channels?session_id=${session}`, base);
  url.protocol = url.protocol.replace("http", "ws");
  const socket = new WebSocket(url, [PROTOCOL]);
  socket.binaryType = "arraybuffer";
  const waiting = [];
  const listeners = new Map();
  // Nothing opens it again: its kernel ends with it.
  socket.addEventListener("close", () => window.dispatchEvent(new Event("ilacs:lost")));
  socket.addEventListener("open", () => waiting.splice(0).forEach((bytes) => socket.send(bytes)));
  socket.addEventListener("message", ({ data }) => {
    const { type, content, buffers } = unpack(data);
    if (type !== "comm_msg") return;
    const { comm_id: comm, data: sent } = content();
    if (sent.method !== "custom") return;
    listeners.get(comm)?.forEach((hear) => hear(sent.content, buffers));
  });
  return comms.map((comm) => ({
    send(content) {
      const bytes = message(comm, content);
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes);
      else waiting.push(bytes);
    },
    listen(hear) {
      listeners.set(comm, [...(listeners.get(comm) ?? []), hear]);
    },
  }));
}

// The kernel ends with the page: Voilà's own goodbye is part of what is not loaded.
window.addEventListener("pagehide", () => {
  const token = document.cookie.match(/(?:^|; )_xsrf=([^;]+)/)?.[1] ?? "";
  const body = new FormData();
  body.append("_xsrf", decodeURIComponent(token));
  navigator.sendBeacon(new URL(`voila/api/shutdown/${config.kernelId}`, base), body);
});

const pages = [...document.querySelectorAll("[data-live-page]")];
const channels = connect(pages.map((page) => page.dataset.livePage));
const bundle = new URL(document.body.dataset.vegaBundle, location.href).href;
pages.forEach((page, n) => {
  page.dataset.keepsAddress = "yes";
  attach(page, channels[n], () => import(bundle));
});

// Links between the pages keep what they share: the council, its group, the date.
const SHARED = ["la", "to", "as_at"];
function carry(address) {
  const state = new URLSearchParams(address);
  for (const link of document.querySelectorAll("a[data-page]")) {
    const query = new URLSearchParams();
    for (const name of SHARED) state.getAll(name).forEach((value) => query.append(name, value));
    const words = query.toString();
    link.href = link.dataset.page + (words ? `?${words}` : "");
  }
}
window.addEventListener("ilacs:address", ({ detail }) => carry(detail.replace(/^[^?]*\??/, "")));
carry(location.search);
