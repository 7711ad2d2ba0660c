// Buttons that copy a sentence, or the address of what is shown, and say that they did.

// Browsers give the clipboard to secure pages only; a page of a plain http server asks the old way.
async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = words;
    field.style.position = "fixed";
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}

export function attachCopies(root, say) {
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-copy-link]");
    if (!button || !root.contains(button)) return;
    const isLink = button.dataset.copyLink !== undefined;
    const copied = await copy(isLink ? location.href : button.dataset.copy);
    const what = isLink ? "The link" : "The sentence";
    say(copied ? `${what} is copied.` : `${what} could not be copied: this browser does not allow it.`);
    button.focus();
  });
}
