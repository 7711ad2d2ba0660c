// A part of a page in JupyterLab or plain Voilà: a widget of its own, which the kernel keeps up to
// date. The Vega libraries come from the kernel, once for all parts.

import { Charts } from "./live_charts.js";
import { attachCopies } from "./live_copy.js";
import { replaceRegion, save, showIfOld, takeOnce } from "./live_parts.js";
import { attachTables } from "./live_tables.js";

function loadBundle(model) {
  globalThis.ilacsVega ??= new Promise((resolve, reject) => {
    model.on("msg:custom", (content, buffers) => {
      if (!content.bundle) return;
      import(URL.createObjectURL(new Blob(buffers, { type: "text/javascript" })))
        .then(resolve, reject);
    });
    model.send({ bundle: true });
  });
  return globalThis.ilacsVega;
}

function render({ model, el }) {
  const page = document.createElement("div");
  page.className = "ilacs-shown";
  el.classList.add("ilacs-page");
  el.append(page);
  const charts = new Charts(el, () => loadBundle(model), (set) => model.send({ set }));
  const show = () => {
    replaceRegion(page, model.get("html"));
    showIfOld(page);
    charts.update(model.get("charts")).then(() => { el.dataset.live = "yes"; });
  };
  takeOnce(el);
  attachTables(el);
  attachCopies(el, (words) => page.insertAdjacentText("beforeend", words));
  el.addEventListener("click", (event) => {
    const { download, picture, kind, set } = event.target.closest("button, a")?.dataset ?? {};
    if (download || picture) model.send({ download, picture, kind });
    if (!set) return;
    event.preventDefault(); // another choice on the page is made by its widgets
    model.send({ set: JSON.parse(set) });
  });
  model.on("msg:custom", (content, buffers) => {
    if (content.file) save(content.file, buffers[0]);
    if (content.failed) page.insertAdjacentText("beforeend", content.failed);
  });
  model.on("change", show);
  show();
}

export default { render };
