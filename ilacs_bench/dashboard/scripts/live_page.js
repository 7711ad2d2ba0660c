// A page whose HTML is made in Python and is there before any script runs: this gives it life. Its
// controls are one form; a change asks for the answer at the address of the form's state, and puts
// in the regions that changed. The state stands in the address, so that a view can be kept and sent.

import { Charts } from "./live_charts.js";
import { attachCopies } from "./live_copy.js";
import { Folds } from "./live_folds.js";
import { replaceRegion, save, showIfOld, takeOnce } from "./live_parts.js";
import { attachTables } from "./live_tables.js";

const SLOW = 300; // milliseconds after which a page says by its looks that it waits
const SOON = 120; // milliseconds of quiet before typed words are sent

// State of the form: every name of a control with the values it has; none where nothing is ticked.
function readState(form) {
  const state = {};
  for (const control of form.elements) if (control.name) state[control.name] ??= [];
  for (const [name, value] of new FormData(form)) state[name].push(value);
  return state;
}

// What stands in the address behind the '?'; a control without a value says so.
function queryOf(state) {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(state)) {
    for (const value of values.length ? values : [""]) query.append(name, value);
  }
  return query.toString();
}

// Two controls of one name have the first value and the second: from, and to.
function writeState(form, state) {
  const rest = Object.fromEntries(Object.entries(state).map(([name, of]) => [name, [...of]]));
  for (const control of form.elements) {
    const values = state[control.name];
    if (!values || (control.type === "search" && control === document.activeElement)) continue;
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = values.includes(control.value);
      continue;
    }
    const value = rest[control.name].shift() ?? "";
    if (control.value !== value) control.value = value;
    sayValue(control);
  }
}

// The control that asks for what can't be shown says so, with the words of the status line; of radio
// buttons their group.
function markWrong(form, name) {
  for (const control of form.elements) {
    if (!control.name) continue;
    const isWrong = control.name === name;
    const help = document.getElementById(`ilacs-${control.name}-help`);
    const said = control.type === "radio" ? control.closest("fieldset") : control;
    const described = [help?.id, isWrong && "ilacs-status"].filter(Boolean).join(" ");
    said.toggleAttribute("aria-describedby", described !== "");
    if (described) said.setAttribute("aria-describedby", described);
    if (isWrong) said.setAttribute("aria-invalid", "true");
    else said.removeAttribute("aria-invalid");
  }
}

// The value of a slider stands beside it, where there is a place for it.
function sayValue(control) {
  const place = control.nextElementSibling;
  if (place?.classList.contains("ilacs-slid")) place.textContent = control.value;
}

// What was chosen between a question and its answer outlasts the answer: it is asked for next.
function keepNewer(state, asked, now) {
  const same = (name) => String(now[name]) === String(asked[name]);
  return Object.fromEntries(
    Object.entries(state).map(([name, values]) => [name, same(name) ? values : now[name]]));
}

// What the HTML of a page brings for its script, in as many pieces as there are.
function broughtBy(root, kind) {
  const pieces = [...root.querySelectorAll(`script[data-${kind}]`)];
  return Object.assign({}, ...pieces.map((piece) => JSON.parse(piece.textContent)));
}

// `channel` sends questions, and hands what is answered, with buffers, to `listen`: an answer with
// the number of its question, and what is in the `folds` that were asked for with it; `away` in words
// while there is no answer; a `file`, or that it was `saved`, or that it `failed`. Its `fold` gives what
// is in one at an address.
export function attach(root, channel, loadBundle) {
  const form = root.querySelector("form[data-controls]");
  const status = root.querySelector("[data-status]");
  // Without a form there is nobody to ask.
  const charts = new Charts(root, loadBundle, form ? (set, region) => choose(set, region) : null);
  let told = broughtBy(root, "charts"); // charts that are shown, but for those in folds
  let shown = location.search.slice(1); // what is shown, as in an address behind the '?'
  const drawAll = () => charts.update({ ...told, ...folds.charts });
  const folds = new Folds(root, (name) => channel.fold(name, shown), drawAll);
  let asked = 0;
  let asking = null; // what the form said when the last question was sent, until it is answered
  let waiting = null; // what to change in the form's state for the next one; null if there is none

  const say = (words, isError) => {
    status.textContent = words;
    status.classList.toggle("ilacs-error", isError);
  };

  // One question at a time: whatever is changed meanwhile is asked for at once afterwards.
  let slow = null;
  const ask = (set = {}, query = null) => {
    root.setAttribute("aria-busy", "true");
    slow ??= setTimeout(() => { root.dataset.slow = "yes"; }, SLOW);
    if (asking) {
      waiting = { ...waiting, ...set };
      channel.hurry?.(); // somebody is there, and will not wait for long
      return;
    }
    asking = readState(form);
    asked += 1;
    isOfHistory = query !== null;
    const wanted = query ?? queryOf({ ...asking, ...set });
    channel.send({ ask: asked, query: wanted, folds: folds.open });
    charts.look();
  };

  // Back and forward lead from choice to choice.
  let isOfHistory = false;
  const keepsAddress = () => root.dataset.keepsAddress === "yes";
  window.addEventListener("popstate", () => {
    if (keepsAddress() && form) ask({}, location.search.slice(1));
  });

  // What is chosen far from where it is answered leads there.
  let leadsTo = null;
  const choose = (set, region) => {
    leadsTo = region ?? null;
    ask(set);
  };
  const lead = () => {
    const region = leadsTo && root.querySelector(`[data-region="${leadsTo}"]`);
    leadsTo = null;
    if (!region) return;
    region.scrollIntoView();
    region.querySelector("[tabindex], a, button")?.focus({ preventScroll: true });
  };

  // A region that is not in the answer has nothing to show.
  const tags = broughtBy(root, "tags");
  const replaceChanged = (regions, inFolds) => {
    for (const name of new Set([...Object.keys(tags), ...Object.keys(regions)])) {
      const [tag, html] = regions[name] ?? ["", ""];
      if (tags[name] === tag) continue;
      tags[name] = tag;
      const region = root.querySelector(`[data-region="${name}"]`);
      if (region) replaceRegion(region, html, () => folds.renew(inFolds, region));
    }
    folds.renew(inFolds); // of what has not changed, what is in its folds may have
  };

  // Of a page whose heading is the council's the title in the browser says which one it is.
  const title = document.title;
  const entitle = () => {
    const heading = root.querySelector("[data-region] h1")?.textContent;
    document.title = heading ? `${heading} – ${title}` : title;
  };

  const show = async (answer) => {
    root.classList.toggle("ilacs-failed", answer.is_error);
    if (answer.state) {
      const state = keepNewer(answer.state, asking, readState(form));
      keepAddress(answer.address); // first: with a changed page the browser would lay it out for this
      shown = answer.address.replace(/^[^?]*\??/, "");
      replaceChanged(answer.regions, answer.folds ?? {});
      writeState(form, state);
      entitle();
      markWrong(form, answer.wrong);
    }
    asking = null;
    if (waiting) {
      const set = waiting;
      waiting = null;
      ask(set);
    }
    if (answer.charts) {
      told = answer.charts;
      await drawAll();
    }
    if (answer.ask !== asked) return; // the next one has been asked: its words are for the end
    clearTimeout(slow);
    slow = null;
    delete root.dataset.slow;
    root.removeAttribute("aria-busy");
    root.dataset.shown = answer.ask;
    lead();
    say(answer.status, answer.is_error && !answer.asks); // last: who waits for the words finds all of it there
  };

  const keepAddress = (address) => {
    if (!keepsAddress()) return;
    const isNew = new URL(address || location.pathname, location.href).href !== location.href;
    if (isNew && !isOfHistory) history.pushState(null, "", address || location.pathname);
    window.dispatchEvent(new CustomEvent("ilacs:address", { detail: address }));
  };

  let taken = ""; // what is being made: to ask for it again meanwhile is no second wish
  const take = (what) => {
    if (taken === JSON.stringify(what)) return;
    taken = JSON.stringify(what);
    say("Preparing the file…", false);
    channel.send({ ...what, query: queryOf(readState(form)) });
  };

  channel.listen((content, buffers) => {
    if ("ask" in content) show(content);
    if (content.away) say(content.away, true);
    if (content.file ?? content.saved ?? content.failed) taken = "";
    if (content.file) save(content.file, buffers[0]);
    if (content.file ?? content.saved) say(`Downloaded ${content.file ?? content.saved}`, false);
    if (content.failed) say(content.failed, true);
  });

  form?.addEventListener("submit", (event) => event.preventDefault());
  // While the year of a date is typed it is a year long ago; it is asked for when it is left so.
  const isHalfTyped = ({ type, validity }) => type === "date" && validity.rangeUnderflow;
  form?.addEventListener("change", ({ target }) => { if (target.name && !isHalfTyped(target)) ask(); });
  form?.addEventListener("focusout", ({ target }) => { if (target.name && isHalfTyped(target)) ask(); });
  let typed = null;
  form?.addEventListener("input", (event) => {
    sayValue(event.target);
    if (!("live" in event.target.dataset)) return;
    clearTimeout(typed);
    typed = setTimeout(() => ask(), event.target.type === "range" ? 0 : SOON);
  });
  showIfOld(root);
  takeOnce(root);
  attachTables(root);
  attachCopies(root, (words) => say(words, false));
  root.addEventListener("focusin", (event) => {
    if (event.target.matches("input[list]")) event.target.select();
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button, a[data-set]");
    if (!button || !root.contains(button)) return;
    if (button.href) { // a link that leads to another choice: the page itself goes there
      if (!form || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
    }
    if (button.dataset.set) choose(JSON.parse(button.dataset.set), button.dataset.leadsTo);
    const { download, picture, kind } = button.dataset;
    if (download) take({ download });
    if (picture) take({ picture, kind });
  });

  entitle();
  charts.look();
  drawAll().then(() => { root.dataset.live = "yes"; });
  if (!form) return;
  root.classList.toggle("ilacs-failed", status.dataset.error === "yes");
  const isError = status.dataset.error === "yes" && !("asks" in status.dataset);
  say(status.dataset.words ?? status.textContent, isError);
}
