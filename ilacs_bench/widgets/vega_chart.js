const OPTIONS = { actions: false, renderer: "svg", mode: "vega-lite" };

// Pages of ilacs-bench name the bundle they serve; anywhere else the kernel sends it.
function loadBundle(model) {
  const served = document.body.dataset.vegaBundle;
  if (served) return import(new URL(served, location.href).href);
  return new Promise((resolve, reject) => {
    model.on("msg:custom", (content, buffers) => {
      if (content !== "bundle") return;
      const url = URL.createObjectURL(new Blob(buffers, { type: "text/javascript" }));
      import(url).then(resolve, reject);
    });
    model.send("bundle");
  });
}

export default () => {
  let bundle = null;
  return {
    initialize({ model }) {
      bundle = loadBundle(model);
    },
    render({ model, el }) {
      el.style.position = "relative";
      let view = null;
      let drawing = Promise.resolve();

      // A chart drawn while its place was hidden has no width; it takes one when that is shown.
      const fit = () => {
        if (view && el.clientWidth) view.width(el.clientWidth).runAsync();
      };
      const watcher = new ResizeObserver(fit);
      watcher.observe(el);

      // The new chart is drawn unseen over the old one, then takes its place: no flash.
      const draw = async () => {
        const { vegaEmbed } = await bundle;
        const spec = model.get("spec");
        if (!("$schema" in spec)) return;
        const fresh = document.createElement("div");
        fresh.style.cssText = "position: absolute; inset: 0 0 auto; visibility: hidden";
        el.append(fresh);
        const result = await vegaEmbed(fresh, spec, OPTIONS);
        fresh.style.cssText = "width: 100%";
        el.replaceChildren(fresh);
        view?.finalize();
        view = result.view;
        fit();
      };
      const drawNext = () => {
        drawing = drawing.then(draw).catch((error) => {
          el.textContent = "The chart could not be drawn; the table below has the same figures.";
          console.error(error);
        });
      };
      model.on("change:spec", drawNext);
      drawNext();
      return () => {
        model.off("change:spec", drawNext);
        watcher.disconnect();
        view?.finalize();
      };
    },
  };
};
