// The charts of a page: each is drawn into its place, and follows what the page is told.

import { attachMarks, letExplore } from "./live_marks.js";

const PAPER = 670; // pixels between the margins of an upright A4 page
// Expressions are interpreted, not compiled: the page's policy lets no text be made into code.
const CHART_OPTIONS = { actions: false, renderer: "svg", mode: "vega-lite", ast: true };

// A chart comes as its form, which seldom changes, and beside it, as texts of JSON, the rows that it has
// by the names of their data, and the titles of axes and legends by the names of signals. A text that is
// the same as before is not read again.
const readRows = (texts) =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, JSON.parse(text)]));
function putTogether(spec, rows, { description, height, titles }, width) {
  const fits = spec.width === "container" && width > 0
    && { width, autosize: { type: "fit-x", contains: "padding" } };
  const params = [
    ...(spec.params ?? []), ...Object.entries(titles).map(([name, value]) => ({ name, value }))];
  const datasets = { ...spec.datasets, ...rows };
  return { ...spec, ...fits, ...(height && { height }), ...(description && { description }), params, datasets };
}

// Vega keeps the places of the values that it has seen: rows that come in another order, where a chart
// takes theirs, are drawn anew.
function orderedFields(spec) {
  const fields = new Set();
  JSON.stringify(spec, (_, value) => (value?.sort === null && fields.add(value.field), value));
  return [...fields];
}
function ordersOf(fields, rows) {
  const all = fields.length ? Object.values(rows).flat() : [];
  return fields.map((field) => [...new Set(all.map((row) => row[field]))]);
}
function isInOrder(old, fresh) {
  return fresh.every((values, n) => {
    const kept = old[n].filter((value) => values.includes(value));
    return values.slice(0, kept.length).every((value, place) => value === kept[place]);
  });
}

// Days stand in the rows as text, which Vega reads in the rows of a spec but not in later ones.
function daysOf(vgSpec) {
  return Object.fromEntries(vgSpec.data.map(({ name, format }) => [
    name, Object.keys(format?.parse ?? {}).filter((column) => format.parse[column] === "date")]));
}
function readDays(rows, days) {
  if (!days.length) return rows;
  const read = (day) => (day == null ? null : Date.parse(day));
  return rows.map((row) => ({ ...row, ...Object.fromEntries(days.map((n) => [n, read(row[n])])) }));
}

// The columns of a legend follow the width of the plot, which is known only after the room for all was
// made: rows of a legend that come to it then would lie above the picture.
const FOLLOWS_WIDTH = "width <";
async function settle(view, form) {
  if (form.includes(FOLLOWS_WIDTH)) await view.resize().runAsync();
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
// buttons below it.
function entitle(place, title) {
  const words = titleOf(title);
  place.querySelector(".ilacs-chart-title")?.remove();
  if (!("headed" in place.dataset)) place.prepend(words);
  letExplore(place.querySelector(".vega-embed"));
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

// Whether a chart is in or near the window, as the styles let the browser tell.
const isNear = (place) => place.checkVisibility?.({ contentVisibilityAuto: true }) ?? true;
const LATEST = 100; // milliseconds after which a busy browser draws what is far from the window too
const whenIdle = globalThis.requestIdleCallback ?? ((done) => setTimeout(done));
const idle = () => new Promise((done) => { whenIdle(done, { timeout: LATEST }); });

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
    this.far = new Set();
    this.isPrinting = false;
    this.later = new Map();
    this.widths = new WeakMap(); // to ask for one would lay the page out in the midst of a change
    if (!document.querySelector(".ilacs-patterns")) root.insertAdjacentHTML("beforeend", patterns());
    this.watcher = new ResizeObserver((seen) => {
      for (const { target, contentRect } of seen) {
        const width = Math.round(contentRect.width);
        if (width === this.widths.get(target)) continue;
        this.widths.set(target, width);
        this.fit(target)?.runAsync().then((view) => settle(view, this.views.get(target)?.form ?? ""));
      }
    });
    // A browser makes a wide picture small to fit the paper, and its letters with it: it is drawn anew.
    window.addEventListener("beforeprint", () => {
      this.isPrinting = true;
      this.catchUp(() => null);
      for (const place of this.views.keys()) this.fit(place)?.run();
    });
    window.addEventListener("afterprint", () => {
      this.isPrinting = false;
      for (const place of this.views.keys()) this.fit(place)?.runAsync();
    });
  }

  // No wider than the paper when it is printed: what was folded gets its place, and is drawn, late.
  wide(width) {
    return this.isPrinting || matchMedia("print").matches ? Math.min(width, PAPER) : width;
  }

  // The chart as wide as its place, to be drawn.
  fit(place) {
    const { view } = this.views.get(place) ?? {};
    const width = this.widths.get(place);
    if (!view || !width || place.dataset.width === "own") return null;
    return view.width(this.wide(width));
  }

  // The drawn chart with other rows and words, where its form is the same. Only what differs is given
  // to Vega, which draws that anew.
  refill(drawn, { form, rows: texts, titles, description, height }) {
    if (drawn?.form !== form) return false;
    const changed = Object.entries(texts).filter(([name, text]) => text !== drawn.texts[name]);
    const fresh = readRows(Object.fromEntries(changed));
    const rows = { ...drawn.rows, ...fresh };
    const orders = ordersOf(drawn.fields, rows);
    if (!isInOrder(drawn.orders, orders)) return false;
    Object.assign(drawn, { texts, rows, orders });
    for (const [name, title] of Object.entries(titles)) drawn.view.signal(name, title);
    if (description) drawn.view.description(description);
    if (height) drawn.view.height(height);
    drawn.view.resize();
    for (const [name, of] of Object.entries(fresh)) {
      if (name in drawn.days) drawn.view.data(name, readDays(of, drawn.days[name]));
    }
    return true;
  }

  // A chart of another form is drawn anew, unseen over the old one, then takes its place: no flash.
  async draw(place, chart) {
    if (this.wanted.get(place)?.tag === chart.tag) return;
    this.wanted.set(place, chart);
    try {
      const { vegaEmbed } = await (this.bundle ??= this.loadBundle());
      const drawn = this.views.get(place);
      if (this.refill(drawn, chart)) {
        entitle(place, chart.title);
        await drawn.view.runAsync();
        return;
      }
      const [spec, rows] = [JSON.parse(chart.form), readRows(chart.rows)];
      const fresh = document.createElement("div");
      fresh.className = "ilacs-fresh";
      const width = this.widths.get(place) || place.clientWidth;
      place.append(fresh);
      const whole = putTogether(spec, rows, chart, this.wide(width));
      const { view, vgSpec } = await vegaEmbed(fresh, whole, CHART_OPTIONS);
      await settle(view, chart.form);
      if (this.wanted.get(place) !== chart) { // a later one is on its way
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
      entitle(place, chart.title);
      this.letChoose(place, view, spec.usermeta);
      const fields = orderedFields(spec);
      this.views.set(place, {
        view, picture: fresh, days: daysOf(vgSpec),
        form: chart.form, texts: chart.rows, rows, fields, orders: ordersOf(fields, rows),
      });
      this.widths.set(place, width);
      this.watcher.observe(place);
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

  // Sees which charts are far from the window, before a change: after it, the page would be laid out
  // for this.
  look() {
    const places = [...this.root.querySelectorAll("[data-chart]")];
    this.far = new Set(places.filter((place) => !isNear(place)));
  }

  // All charts are told; a place that no chart is for has nothing to show. Those far from the window
  // come later, one by one while nothing else is to be done.
  update(charts) {
    for (const place of this.views.keys()) if (!place.isConnected) this.clear(place);
    const near = [];
    for (const place of this.root.querySelectorAll("[data-chart]")) {
      const chart = charts[place.dataset.chart];
      this.later.delete(place);
      if (!chart) this.clear(place);
      else if (this.far.has(place)) this.later.set(place, chart);
      else near.push([place, chart]);
    }
    return Promise.all(near.map(([place, chart]) => this.draw(place, chart))).then(() => {
      this.catchUp(idle);
    });
  }

  async catchUp(pause) {
    for (const place of [...this.later.keys()]) {
      await pause();
      const chart = this.later.get(place);
      if (this.later.delete(place)) await this.draw(place, chart);
    }
  }
}
