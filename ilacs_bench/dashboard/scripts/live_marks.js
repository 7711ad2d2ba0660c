// The marks of a chart by keyboard: arrow keys go from mark to mark, what a mark tells a pointer is
// shown and said, Enter chooses it, Escape leaves. Vega binds each element to its mark (`__data__`).

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
const SIDES = { ArrowDown: 1, ArrowUp: -1 };
const HINT = "Arrow keys: move between marks. Escape: leave.";

const told = (mark) => mark.__data__?.tooltip;
const middle = ({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2];
const marksOf = (picture) =>
  [...picture.querySelectorAll(":is(path, line, text, image)")].filter((mark) => told(mark) != null);

function inWords(mark) {
  const words = told(mark);
  if (typeof words !== "object") return String(words);
  return Object.entries(words).map(([name, value]) => `${name}: ${value}`).join(", ");
}

// Of marks that lie upon each other and say the same, the upper one.
const once = (marks) =>
  [...new Map(marks.map((each) => [`${middle(each.box)} ${inWords(each.mark)}`, each])).values()];

// Marks in rows are read row by row, from the left; others as they were drawn, line after line.
function inOrder(picture) {
  const all = marksOf(picture);
  const marks = all.filter(({ tagName }) => tagName !== "text");
  const boxed = once((marks.length ? marks : all).map((mark) => ({ mark, box: mark.getBoundingClientRect() })));
  const rows = [];
  for (const each of boxed.toSorted((a, b) => a.box.top - b.box.top)) {
    const row = rows.at(-1);
    if (row?.some(({ box }) => box.bottom > each.box.top)) row.push(each);
    else rows.push([each]);
  }
  const isRow = (row) => {
    const middles = row.map(({ box }) => middle(box)[1]);
    return Math.max(...row.map(({ box }) => box.top)) <= Math.min(...middles)
      && Math.min(...row.map(({ box }) => box.bottom)) >= Math.max(...middles);
  };
  if (!rows.every(isRow)) return boxed;
  return rows.flatMap((row) => row.toSorted((a, b) => a.box.left - b.box.left));
}

// The next mark straight above (-1) or below (1): of those beyond, the nearest.
function aside(marks, from, way) {
  const [x, y] = middle(from.box);
  const far = ({ box }) => Math.hypot(4 * (middle(box)[0] - x), middle(box)[1] - y);
  return marks.filter(({ box }) => (middle(box)[1] - y) * way > 1).sort((a, b) => far(a) - far(b))[0];
}

export function attachMarks(root) {
  const said = document.createElement("p");
  said.className = "ilacs-hidden";
  said.setAttribute("aria-live", "polite");
  const ring = document.createElement("div");
  ring.className = "ilacs-ring";
  let now = null;
  const point = (type) => {
    const [clientX, clientY] = middle(now.getBoundingClientRect());
    for (const kind of type) now.dispatchEvent(new PointerEvent(kind, { bubbles: true, clientX, clientY }));
  };
  const leave = () => {
    if (now) point(["pointerout", "mouseout"]);
    now = null;
    ring.remove();
    said.textContent = "";
  };
  const go = (picture, { mark }, place) => {
    leave();
    now = mark;
    mark.scrollIntoView({ block: "nearest", inline: "nearest" });
    const [box, around] = [mark, picture].map((one) => one.getBoundingClientRect());
    ring.style.inset = `${box.top - around.top}px auto auto ${box.left - around.left}px`;
    ring.style.width = `${box.width}px`;
    ring.style.height = `${box.height}px`;
    picture.append(ring);
    point(["pointermove", "mousemove"]);
    document.getElementById("vg-tooltip-element")?.setAttribute("aria-hidden", "true"); // it is said
    said.textContent = `${inWords(mark)} (${place})`;
  };
  root.append(said);
  root.addEventListener("focusout", leave);
  root.addEventListener("keydown", (event) => {
    const picture = event.target;
    if (!("marks" in (picture.dataset ?? {}))) return;
    const { key } = event;
    if (key === "Escape") return leave();
    if (key === "Enter" && now) return now.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    if (!(key in STEPS || key in SIDES || key === "Home" || key === "End")) return;
    event.preventDefault();
    event.stopPropagation(); // JupyterLab would go to another cell
    const marks = inOrder(picture);
    const at = marks.findIndex(({ mark }) => mark === now);
    const next = key === "Home" || at < 0 ? marks[0] : key === "End" ? marks.at(-1)
      : key in SIDES ? aside(marks, marks[at], SIDES[key]) : marks[at + STEPS[key]];
    if (next) go(picture, next, `${marks.indexOf(next) + 1} of ${marks.length}`);
  });
}

// A picture that the keyboard reaches, where there is something to be told. Its name stays the
// description that the chart has.
export function letExplore(picture) {
  if (!marksOf(picture).length) return;
  picture.dataset.marks = HINT;
  picture.tabIndex = 0;
  picture.setAttribute("role", "application");
  picture.setAttribute("aria-description", HINT);
}
