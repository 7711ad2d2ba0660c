function save(name, data) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([data]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function render({ model, el }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ilacs-button";
  button.textContent = model.get("label");
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  status.className = "ilacs-download-status";
  el.append(button, status);

  button.addEventListener("click", () => {
    status.textContent = "Preparing…";
    model.send("press");
  });
  model.on("msg:custom", (content, buffers) => {
    if (content.failed) {
      status.textContent = "The file could not be made. Please reload the page and try again.";
      return;
    }
    save(content.name, buffers[0]);
    status.textContent = `Downloaded ${content.name}`;
  });
}

export default { render };
