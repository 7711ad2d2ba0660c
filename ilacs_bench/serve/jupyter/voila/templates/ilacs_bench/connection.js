// Shows the banner when the page has lost its kernel or its server; Voilà itself says nothing.
// A page of Voilà opens one websocket to its kernel. The kernel is gone for good when the server
// answers no more (requests fail), no longer knows it (404), or says on the websocket that it died:
// Jupyter then starts an empty one in its place, which knows nothing of this page.
(() => {
  const NativeWebSocket = window.WebSocket;
  let kernelUrl = null;
  let leaving = false;
  window.addEventListener("beforeunload", () => { leaving = true; });

  const showBanner = () => {
    const banner = document.getElementById("ilacs-banner");
    if (leaving || !banner.hidden) return;
    banner.hidden = false;
    // A live region speaks when its words change, not when it is merely uncovered.
    document.getElementById("ilacs-banner-text").textContent = banner.dataset.message;
  };

  const kernelIsGone = async () => {
    try {
      const answer = await fetch(kernelUrl, { cache: "no-store" });
      return answer.status === 404;
    } catch {
      return true;
    }
  };

  // Messages are text or bytes that hold the same JSON; the one looked for is short.
  const saysDied = (data) => {
    if ((data.length ?? data.byteLength) > 2000) return false;
    const text = typeof data === "string" ? data : new TextDecoder().decode(data);
    return /"execution_state": ?"(restarting|autorestarting|dead)"/.test(text);
  };

  const check = async () => {
    if (kernelUrl && !leaving && await kernelIsGone()) showBanner();
  };

  window.WebSocket = class extends NativeWebSocket {
    constructor(url, protocols) {
      super(url, protocols);
      const kernel = new URL(url).pathname.match(/^(.*\/api\/kernels\/[\w-]+)\/channels$/);
      if (!kernel) return;
      kernelUrl = kernel[1];
      this.addEventListener("message", ({ data }) => { if (saysDied(data)) showBanner(); });
      this.addEventListener("close", () => setTimeout(check, 1000));
    }
  };
  setInterval(check, 15000);
})();
