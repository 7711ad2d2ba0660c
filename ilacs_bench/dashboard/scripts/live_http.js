// A page that is served asks over HTTP for what its address shows. Whatever server has the tables can
// answer, at any time: sleep, a restart or a lost connection is nothing to a page.

import { attach } from "./live_page.js";

const AWAY = "The server does not answer just now. What you chose is shown as soon as it does.";
const NO_FILE = "The server does not answer just now. Try again in a moment.";
const FIRST_WAIT = 500; // milliseconds before a question is asked again; then twice as long each time
const LONGEST_WAIT = 8000;
const LONGEST = 45_000; // milliseconds; the server itself ends what takes longer than 30 seconds
const NOT_NOW = [502, 503, 504]; // a server that is starting, or has much to do

const page = location.pathname.split("/").pop();

async function contentOf(answer) {
  return answer.ok ? answer.json() : { is_error: true, status: await answer.text() };
}

// Asks until there is an answer, and tells at once that there is no server.
class Question {
  constructor(tell) {
    this.tell = tell;
    this.wake = null;
  }

  async answer(url) {
    for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      const signal = AbortSignal.timeout(LONGEST); // a lost connection may never say so
      const answer = await fetch(url, { signal }).catch(() => null);
      if (answer && !NOT_NOW.includes(answer.status)) {
        const content = await contentOf(answer).catch(() => null); // it may break off
        if (content) return content;
      }
      if (!answer || answer.status !== 503) this.tell();
      await new Promise((done) => {
        this.wake = done;
        setTimeout(done, answer ? 1000 * (answer.headers.get("Retry-After") ?? wait / 1000) : wait);
      });
    }
  }

  hurry() {
    this.wake?.();
  }
}

function channel() {
  let listener = null;
  const question = new Question(() => listener({ away: AWAY }));
  window.addEventListener("online", () => question.hurry());

  // What is in a fold of the page; null where there is none, or no answer.
  const fold = async (name, query) => {
    const made = await fetch(`${page}/fold/${name}?${query}`).catch(() => null);
    return made?.ok ? made.json().catch(() => null) : null;
  };

  const ask = async (number, query, open) => {
    const inFolds = Promise.all(open.map(async (name) => [name, await fold(name, query)]));
    const content = await question.answer(`${page}/answer?${query}`);
    const folds = Object.fromEntries((await inFolds).filter(([, made]) => made));
    listener({ ask: number, ...content, folds });
  };

  // Made first, so that it is known how it went; then it is a download like any other.
  const save = async (url) => {
    const made = await fetch(url, { method: "HEAD" }).catch(() => null);
    if (!made?.ok) {
      const words = made && await fetch(url).then((answer) => answer.text()).catch(() => null);
      listener({ failed: words ?? NO_FILE });
      return;
    }
    const link = document.createElement("a");
    link.href = url;
    link.download = "";
    link.click();
    const name = made.headers.get("Content-Disposition").split("''").pop();
    listener({ saved: decodeURIComponent(name) });
  };

  return {
    fold,
    send({ ask: number, download, picture, kind, query, folds }) {
      if (download) save(`${page}/file/${download}?${query}`);
      else if (picture) save(`${page}/picture/${picture}.${kind}?${query}`);
      else ask(number, query, folds);
    },
    listen(to) { listener = to; },
    hurry() { question.hurry(); },
  };
}

// A page may stand in one cell, or its controls and views in cells of their own.
const bundle = new URL(document.body.dataset.vegaBundle, location.href).href;
const root = document.querySelector("[data-live-page]") ?? document.querySelector("main");
if (root.querySelector("form[data-controls]")) {
  root.classList.add("ilacs-live");
  root.dataset.keepsAddress = "yes";
  attach(root, channel(), () => import(bundle));
}

// The council that was looked at last is the first one shown next time: this browser remembers it,
// nobody else.
const COUNCIL = "ilacs-council";
const council = root.querySelector("[data-remembered]");
function remembered() {
  try { return localStorage.getItem(COUNCIL); } catch { return null; } // storage may be refused
}
function remember(name) {
  try { if (name) localStorage.setItem(COUNCIL, name); } catch { /* then it is asked again */ }
}
if (council) {
  const asked = new URLSearchParams(location.search);
  if (!asked.get("la") && remembered()) {
    asked.set("la", remembered());
    location.replace(`?${asked}`);
  }
  remember(asked.get("la"));
  window.addEventListener("ilacs:address", () => remember(new URLSearchParams(location.search).get("la")));
}

// On a narrow screen what is shown comes first, but for a page that asks which council.
if (window.innerWidth <= 640 && (location.search || !council)) {
  document.querySelectorAll("details.ilacs-filters").forEach((choose) => { choose.open = false; });
}

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
