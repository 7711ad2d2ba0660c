// Shows the banner when the page has lost its kernel or its server; Voilà itself says nothing.
// A page of Voilà opens one websocket to its kernel. It is gone for good when the server answers
// no more (every request fails) or no longer knows the kernel (404); a short break is not enough.
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

  const check = async () => {
    if (kernelUrl && !leaving && await kernelIsGone()) showBanner();
  };

  window.WebSocket = class extends NativeWebSocket {
    constructor(url, protocols) {
      super(url, protocols);
      const kernel = new URL(url).pathname.match(/^(.*\/api\/kernels\/[\w-]+)\/channels$/);
      if (!kernel) return;
      kernelUrl = kernel[1];
      this.addEventListener("close", () => setTimeout(check, 1000));
    }
  };
  setInterval(check, 15000);
})();
