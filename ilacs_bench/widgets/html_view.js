const byText = new Intl.Collator("en-GB", { numeric: true }).compare;

function sortValue(row, column) {
  const cell = row.cells[column];
  return cell.dataset.value ?? cell.textContent.trim();
}

// Rows without a value stay at the end, whichever way the column is sorted.
function comparer(column, sign) {
  return (one, other) => {
    const [a, b] = [sortValue(one, column), sortValue(other, column)];
    if (a === "" || b === "") return (a === "") - (b === "");
    return sign * byText(a, b);
  };
}

function sortTable(button) {
  const heading = button.closest("th");
  const table = button.closest("table");
  const down = heading.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.querySelectorAll("[aria-sort]")) {
    other.removeAttribute("aria-sort");
  }
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  const body = table.tBodies[0];
  body.append(...[...body.rows].sort(comparer(heading.cellIndex, down ? -1 : 1)));
}

function render({ model, el }) {
  const show = () => { el.innerHTML = model.get("html"); };
  el.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-sort]");
    if (button) sortTable(button);
  });
  model.on("change:html", show);
  show();
}

export default { render };
