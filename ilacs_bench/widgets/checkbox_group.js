function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function render({ model, el }) {
  const list = element("div", { className: "ilacs-checkbox-list" });
  const fieldset = element("fieldset", { className: "ilacs-checkboxes" },
    element("legend", { textContent: model.get("legend") }));

  const fill = () => {
    const ticked = new Set(model.get("value"));
    list.replaceChildren(...model.get("options").map(([code, label]) =>
      element("label", {},
        element("input", { type: "checkbox", value: code, checked: ticked.has(code) }),
        element("span", { textContent: label }))));
  };
  const tick = () => {
    const ticked = new Set(model.get("value"));
    for (const box of list.querySelectorAll("input")) box.checked = ticked.has(box.value);
  };
  const narrow = (words) => {
    for (const label of list.children) {
      label.hidden = !label.textContent.toLowerCase().includes(words.trim().toLowerCase());
    }
  };

  if (model.get("find")) {
    const field = element("input", { type: "search" });
    field.addEventListener("input", () => narrow(field.value));
    fieldset.append(element("label", { className: "ilacs-find" },
      element("span", { textContent: model.get("find") }), field));
    list.classList.add("ilacs-scrolls");
  }
  fieldset.append(list);
  el.append(fieldset);
  list.addEventListener("change", () => {
    const boxes = [...list.querySelectorAll("input:checked")];
    model.set("value", boxes.map((box) => box.value));
    model.save_changes();
  });
  model.on("change:options", fill);
  model.on("change:value", tick);
  fill();
}

export default { render };
