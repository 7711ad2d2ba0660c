// The tables of a page: sorted, narrowed and saved where they stand, from their cells.

import { save } from "./live_parts.js";

const byText = new Intl.Collator("en-GB", { numeric: true }).compare;
const FORMULA = /^[=+\-@\t\r\n']/;

// Rows without a value stay at the end, whichever way the column is sorted.
function sortTable(button) {
  const heading = button.closest("th");
  const table = button.closest("table");
  const down = heading.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.querySelectorAll("[aria-sort]")) {
    other.removeAttribute("aria-sort");
  }
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  const valueOf = (row) => {
    const cell = row.cells[heading.cellIndex];
    return cell.dataset.value ?? cell.textContent.trim();
  };
  const rows = [...table.tBodies[0].rows].map((row) => [valueOf(row), row]);
  const compare = heading.dataset.kind === "number" ? (a, b) => a - b : byText;
  rows.sort(([a], [b]) => {
    if (a === "" || b === "") return (a === "") - (b === "");
    return (down ? -1 : 1) * compare(a, b);
  });
  table.tBodies[0].append(...rows.map(([, row]) => row));
}

// Words as names are compared (lookups/authorities.py): small letters, single spaces, nothing else.
function plain(text) {
  const joined = text.toLowerCase().replaceAll("&", " and ").replace(/['’‘`]/g, "");
  return ` ${joined.replace(/[^\p{L}\p{N}]+/gu, " ").trim()}`;
}

// What is looked for begins a word: Hull is not in Solihull.
const has = (texts, words) => texts.some((text) => plain(text).includes(words));

// Hides what does not have the words typed above it.
function narrow(field) {
  const words = plain(field.value);
  const list = field.closest("[data-narrows]").querySelector("[data-narrowed]");
  for (const item of list.children) item.hidden = !has([item.textContent], words);
}

// Leaves the rows of a table that have the words typed above it, or are known by them, and says how
// many.
function find(field) {
  const words = plain(field.value);
  const knownAs = (row) => (row.dataset.knownAs ?? "").split(";");
  const textsOf = (row) => [...knownAs(row), ...[...row.cells].map((cell) => cell.textContent)];
  const table = field.closest("[data-table]");
  const rows = [...table.querySelectorAll("tbody tr")];
  for (const row of rows) row.hidden = !has(textsOf(row), words);
  const count = table.querySelector("[data-count]");
  count.dataset.all ??= count.textContent;
  const left = rows.filter((row) => !row.hidden).length;
  count.textContent = words.trim() ? `${left} of ${rows.length} rows` : count.dataset.all;
}

// Numbers and days as they are, not as they look; text that a spreadsheet would take for a formula
// with an apostrophe before it.
function cellText(cell, kind) {
  const value = cell.dataset.value;
  if (kind === "number" || kind === "date") return value;
  if ("words" in cell.dataset) return FORMULA.test(value) ? `'${value}` : value;
  const text = kind === "link" ? cell.querySelector("a")?.href ?? "" : cell.textContent.trim();
  return value === "" ? "" : FORMULA.test(text) ? `'${text}` : text;
}

// The rows that are left, in the order in which they stand.
function csvOf(table) {
  const headings = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows].filter((row) => !row.hidden);
  const lines = [
    headings.map((heading) => heading.dataset.heading ?? heading.textContent.trim()),
    ...rows.map((row) => [...row.cells].map((cell, n) => cellText(cell, headings[n].dataset.kind))),
  ];
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `\ufeff${lines.map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`;
}

export function attachTables(root) {
  root.addEventListener("input", ({ target }) => {
    if (target.matches("[data-narrow]")) narrow(target);
    if (target.matches("[data-find]")) find(target);
  });
  root.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button || !root.contains(button)) return;
    if ("sort" in button.dataset) sortTable(button);
    const { csv } = button.dataset;
    if (csv) save(csv, csvOf(button.closest("[data-table]").querySelector("table")));
  });
}
