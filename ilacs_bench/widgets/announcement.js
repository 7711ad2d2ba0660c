// The region stays in the page and only its words change: a region that comes with its words
// already in it is not spoken.
function render({ model, el }) {
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  el.append(line);
  const show = () => {
    line.className = model.get("is_error") ? "ilacs-status ilacs-error" : "ilacs-status";
    line.textContent = model.get("text");
  };
  model.on("change:text change:is_error", show);
  requestAnimationFrame(show);
}

export default { render };
