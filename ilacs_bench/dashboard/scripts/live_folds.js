// What is folded is asked for when it is unfolded, and after a change anew: none of it is ever of another
// choice than what stands around it.

import { replaceRegion } from "./live_parts.js";

const AWAY = "The server does not answer just now. Close this and open it again.";
const placeIn = (details) => details?.querySelector?.(":scope > [data-fold]");

// The place of what is folded lies in its `details`, below the summary, and is empty until it is asked for.
export class Folds {
  // `get` gives what is in the fold of a name; `drawn` hears when there are other charts in `charts`.
  constructor(root, get, drawn) {
    this.root = root;
    this.get = get;
    this.drawn = drawn;
    this.coming = new WeakMap(); // what was asked for each place
    this.inside = new WeakMap(); // HTML and charts of each that has them
    this.renewed = new WeakMap(); // after which change each was last looked at
    // A press comes before the click that unfolds; for a keyboard there is but the unfolding.
    root.addEventListener("pointerdown", ({ target }) => {
      const place = placeIn(target.closest("summary")?.parentNode);
      if (place && !place.parentNode.open) this.ask(place);
    });
    root.addEventListener("toggle", ({ target }) => {
      const place = placeIn(target);
      if (place && target.open && !this.inside.has(place)) this.fill(place);
    }, { capture: true });
    // An address that ends in the anchor of a fold means what is in it.
    const meant = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("summary");
    if (meant) meant.parentNode.open = true;
    // Some may have been unfolded while the script was on its way.
    for (const place of this.places) if (place.parentNode.open) this.fill(place);
  }

  get places() {
    return [...this.root.querySelectorAll("[data-fold]")];
  }

  // Names of those that stand open.
  get open() {
    return this.places.filter((place) => place.parentNode.open).map((place) => place.dataset.fold);
  }

  get charts() {
    return Object.assign({}, ...this.places.map((place) => this.inside.get(place)?.charts));
  }

  ask(place) {
    if (!this.coming.has(place)) this.coming.set(place, this.get(place.dataset.fold));
    return this.coming.get(place);
  }

  async fill(place) {
    const asked = this.ask(place);
    place.setAttribute("aria-busy", "true");
    const made = await asked;
    if (this.coming.get(place) !== asked) return; // there was a change meanwhile
    place.removeAttribute("aria-busy");
    if (made) this.put(place, made);
    else this.empty(place, AWAY);
    this.drawn();
  }

  // `others` are what is in the folds within it, by name.
  put(place, made, others = {}) {
    const isSame = this.inside.get(place)?.html === made.html;
    this.inside.set(place, made);
    if (isSame) this.renew(others, place);
    else replaceRegion(place, made.html, () => this.renew(others, place));
  }

  empty(place, words = "") {
    this.coming.delete(place);
    this.inside.delete(place);
    place.removeAttribute("aria-busy");
    place.textContent = words;
  }

  // After a change: what was there before is let go, but for what `made` gives anew by name.
  renew(made, root = this.root) {
    for (const place of root.querySelectorAll("[data-fold]")) {
      if (this.renewed.get(place) === made || !place.isConnected) continue;
      this.renewed.set(place, made);
      const fresh = made[place.dataset.fold];
      if (fresh) {
        place.parentNode.open = true;
        this.coming.delete(place);
        this.put(place, fresh, made);
      } else {
        this.empty(place);
        if (place.parentNode.open) this.fill(place);
      }
    }
  }
}
