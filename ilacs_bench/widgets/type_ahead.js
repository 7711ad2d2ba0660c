let fields = 0;

function render({ model, el }) {
  const list = document.createElement("datalist");
  list.id = `ilacs-suggestions-${++fields}`;
  const field = document.createElement("input");
  field.type = "text";
  field.autocomplete = "off";
  field.maxLength = 100;
  field.setAttribute("list", list.id);
  const name = document.createElement("span");
  name.textContent = model.get("label");
  const label = document.createElement("label");
  label.className = "ilacs-field";
  label.append(name, field);
  el.append(label, list);

  const suggest = () => {
    list.replaceChildren(...model.get("options").map(([value, hint]) =>
      Object.assign(document.createElement("option"), { value, label: hint })));
  };
  const show = () => { field.value = model.get("value"); };
  field.addEventListener("focus", () => field.select());
  field.addEventListener("change", () => {
    model.set("value", field.value);
    model.save_changes();
  });
  model.on("change:options", suggest);
  model.on("change:value", show);
  suggest();
  show();
}

export default { render };
