// The charts of a page: each is drawn into its place from its spec, and follows what the page is told.

import { attachMarks, letExplore } from "./live_marks.js";

const PAPER = 670; // pixels between the margins of an upright A4 page
// Expressions are interpreted, not compiled: the page's policy lets no text be made into code.
const CHART_OPTIONS = { actions: false, renderer: "svg", mode: "vega-lite", ast: true };

// The rows, words and height of a chart change often, the rest of its spec seldom. One of several
// data sets, or without rows of its own, is drawn anew with whatever changes.
const ROWS = "rows";
function takeApart({ title, ...spec }) {
  if (!spec.data?.values || typeof spec.height !== "number") return { form: spec, title };
  const { data, description, height, ...form } = spec;
  return { form, rows: data.values, title, description, height };
}
function putTogether({ form, rows, description, height }) {
  return rows ? { ...form, description, height, data: { name: ROWS, values: rows } } : form;
}

// Days stand in the rows as text, which Vega reads in the rows of a spec but not in later ones.
function daysOf(vgSpec) {
  const { parse } = vgSpec.data.find(({ name }) => name === ROWS)?.format ?? {};
  return Object.keys(parse ?? {}).filter((name) => parse[name] === "date");
}
function readDays(rows, days) {
  const read = (day) => (day == null ? null : Date.parse(day));
  return rows.map((row) => ({ ...row, ...Object.fromEntries(days.map((n) => [n, read(row[n])])) }));
}

// Patterns upon the colours of grades come with the styles, which put them in the place of the fills.
function patterns() {
  const styles = getComputedStyle(document.documentElement);
  return JSON.parse(styles.getPropertyValue("--ilacs-patterns") || '""');
}

// A title of the page's own wraps where the window is narrow; one within the picture is cut off.
function titleOf(title) {
  const words = document.createElement("p");
  words.className = "ilacs-chart-title";
  words.textContent = [title?.text ?? title].flat().join(" ");
  return words;
}

// The same words above the picture, unless a heading says them already, and in the names of the
// picture and of the buttons below it.
function entitle(place, title) {
  const words = titleOf(title);
  place.querySelector(".ilacs-chart-title")?.remove();
  if (!("headed" in place.dataset)) place.prepend(words);
  letExplore(place.querySelector(".vega-embed"), words.textContent);
  for (const button of place.querySelectorAll("[data-picture]")) {
    button.setAttribute("aria-label", `Save chart as ${button.textContent}: ${words.textContent}`);
  }
}

// What saves the chart as a picture that the kernel draws; live_page.js hears the press.
function saveRow(chart) {
  const row = document.createElement("p");
  row.className = "ilacs-save";
  row.append("Save chart:");
  for (const kind of ["SVG", "PNG"]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ilacs-button-link";
    button.textContent = kind;
    Object.assign(button.dataset, { picture: chart, kind: kind.toLowerCase() });
    row.append(button);
  }
  return row;
}

export class Charts {
  // `choose` hears which value of a control a mark stands for, where somebody can be asked.
  constructor(root, loadBundle, choose) {
    this.root = root;
    this.choose = choose;
    this.bundle = null;
    this.loadBundle = loadBundle;
    this.views = new Map();
    this.wanted = new WeakMap();
    attachMarks(root);
    if (!document.querySelector(".ilacs-patterns")) root.insertAdjacentHTML("beforeend", patterns());
    this.watcher = new ResizeObserver((seen) => {
      for (const { target } of seen) this.fit(target)?.runAsync();
    });
    // A browser makes a wide picture small to fit the paper, and its letters with it: it is drawn anew.
    window.addEventListener("beforeprint", () => {
      for (const place of this.views.keys()) this.fit(place, PAPER)?.run();
    });
    window.addEventListener("afterprint", () => {
      for (const place of this.views.keys()) this.fit(place)?.runAsync();
    });
  }

  // The chart as wide as its place, to be drawn.
  fit(place, most = Infinity) {
    const { view } = this.views.get(place) ?? {};
    if (!view || !place.clientWidth || place.dataset.width === "own") return null;
    return view.width(Math.min(place.clientWidth, most));
  }

  // A chart that differs in its rows and words only is given these; any other is drawn anew, unseen
  // over the old one, then takes its place: no flash.
  async draw(place, spec) {
    const wanted = JSON.stringify(spec);
    if (this.wanted.get(place) === wanted) return;
    this.wanted.set(place, wanted);
    try {
      const { vegaEmbed } = await (this.bundle ??= this.loadBundle());
      const parts = takeApart(spec);
      const form = JSON.stringify(parts.form);
      const drawn = this.views.get(place);
      if (parts.rows && drawn?.form === form) {
        const rows = readDays(parts.rows, drawn.days);
        entitle(place, parts.title);
        const view = drawn.view.data(ROWS, rows).description(parts.description);
        await view.height(parts.height).resize().runAsync();
        return;
      }
      const fresh = document.createElement("div");
      fresh.className = "ilacs-fresh";
      place.append(fresh);
      const { view, vgSpec } = await vegaEmbed(fresh, putTogether(parts), CHART_OPTIONS);
      if (this.wanted.get(place) !== wanted) { // a later one is on its way
        view.finalize();
        fresh.remove();
        return;
      }
      fresh.classList.remove("ilacs-fresh");
      if (drawn) {
        const held = drawn.picture === document.activeElement;
        drawn.view.finalize();
        drawn.picture.replaceWith(fresh); // the buttons stay: one of them may have the keyboard
        if (held) requestAnimationFrame(() => fresh.focus({ preventScroll: true }));
      } else {
        place.replaceChildren(fresh, ...(this.choose ? [saveRow(place.dataset.chart)] : []));
      }
      entitle(place, parts.title);
      this.letChoose(place, view, spec.usermeta);
      this.views.set(place, { view, picture: fresh, days: daysOf(vgSpec), form });
      this.watcher.observe(place);
      this.fit(place)?.runAsync();
    } catch (error) {
      this.views.delete(place);
      place.textContent = "The chart could not be drawn; the table has the same figures.";
      console.error(error);
    }
  }

  // A mark is one way to choose, for a pointer; the table beside the chart has buttons for all.
  letChoose(place, view, { chooses, leadsTo } = {}) {
    if (!chooses || !this.choose) return;
    place.dataset.chooses = chooses;
    view.addEventListener("click", (_event, mark) => {
      const value = mark?.datum?.[chooses];
      if (value) this.choose({ [chooses]: [value] }, leadsTo);
    });
  }

  clear(place) {
    this.views.get(place)?.view.finalize();
    this.views.delete(place);
    this.wanted.delete(place);
    place.replaceChildren();
  }

  // All charts are told; a place that no spec is for has nothing to show.
  update(specs) {
    for (const place of this.views.keys()) if (!place.isConnected) this.clear(place);
    return Promise.all([...this.root.querySelectorAll("[data-chart]")].map((place) => {
      const spec = specs[place.dataset.chart];
      return spec ? this.draw(place, spec) : this.clear(place);
    }));
  }
}
