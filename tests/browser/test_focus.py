"""Whoever changes a control by keyboard stays on it, on every page and for every control."""

import pytest
from browser.pages import PAGES, START, alive

# Each control in turn, of those of one name the first: it takes the keyboard and another value.
CHANGE = """async (form) => {
  const live = form.closest("[data-live]");
  const answered = () => new Promise((done) => {
    const was = live.dataset.shown;
    const watch = new MutationObserver(() => {
      if (live.dataset.shown === was || live.hasAttribute("aria-busy")) return;
      watch.disconnect();
      done();
    });
    watch.observe(live, { attributes: true });
  });
  const other = { la: "Kent", who: "Kent", neighbours_of: "Kent", others: "Leeds", name: "east" };
  const change = (control) => {
    if (control.type === "checkbox") control.checked = !control.checked;
    else if (control.tagName === "SELECT") control.selectedIndex = control.length - 1;
    else if (control.type === "date") control.value = "2026-06-30";
    else control.value = other[control.name] ?? "children";
    control.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const lost = [];
  const first = (one, n, all) => one.name && all.findIndex(({ name }) => name === one.name) === n;
  for (const control of [...form.elements].filter(first)) {
    const folded = control.closest("details");
    if (folded) folded.open = true;
    if (!control.checkVisibility()) continue; // the table that is chosen has no use for it
    control.focus();
    const done = answered();
    change(control);
    await done;
    if (document.activeElement !== control) lost.push(control.name);
  }
  return lost;
}"""


@pytest.mark.parametrize("name", PAGES)
def test_keyboard_stays_on_each_control_that_is_changed(context, server, name):
    page = alive(context, server, START.get(name, name))
    assert page.locator("form[data-controls]").evaluate(CHANGE) == []
