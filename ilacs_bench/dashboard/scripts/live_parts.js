// What a page does with its parts, and with a file that is made for it.

const WHAT_IT_DOES = ["id", "name", "value", "href",
  "data-set", "data-sort", "data-download", "data-picture", "data-kind", "data-csv", "data-find"];

// The keyboard's place is kept: what had it is found again in the new HTML by its id, or by what it
// does. What was unfolded stays so; `fill` puts in it what is in it.
export function replaceRegion(region, html, fill = () => null) {
  const held = region.contains(document.activeElement) ? document.activeElement : null;
  const charts = [...region.querySelectorAll("[data-chart]")];
  const summaries = () => [...region.querySelectorAll("details > summary")];
  const open = new Set(summaries().filter((s) => s.parentNode.open).map((s) => s.textContent));
  region.innerHTML = html;
  for (const s of summaries()) if (open.has(s.textContent)) s.parentNode.open = true;
  fill();
  for (const chart of charts) { // a chart stays; what is in it changes by itself
    region.querySelector(`[data-chart="${chart.dataset.chart}"]`)?.replaceWith(chart);
  }
  if (!held) return;
  const named = held.id && region.querySelector(`#${CSS.escape(held.id)}`);
  const same = named || [...region.querySelectorAll(held.tagName)].find((other) =>
    WHAT_IT_DOES.every((name) => other.getAttribute(name) === held.getAttribute(name)));
  same?.focus({ preventScroll: true });
}

// A double click is one wish: its second half takes no second file.
const TAKES = "[data-download], [data-picture], [data-csv], a[download]";
export function takeOnce(root) {
  root.addEventListener("click", (event) => {
    if (event.detail < 2 || !event.target.closest(TAKES)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });
}

export function save(name, data) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([data]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// What old data say of themselves is in the page from the first, for whoever reads it on such a day.
export function showIfOld(root) {
  const today = new Date().toISOString().slice(0, 10);
  for (const words of root.querySelectorAll("[data-old-from]")) {
    words.hidden = today < words.dataset.oldFrom;
  }
}
