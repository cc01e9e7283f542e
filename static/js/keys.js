// data-key="r" on a link or button: pressing that key alone presses it, while nobody writes and no dialog is open.
// A checkbox data-keys switches the letters off for good: whoever speaks to the computer would press them by accident.

const OFF = "single-keys-off";
const writes = (element) => element.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");

const show = () => {
  const choice = document.querySelector("[data-keys]");
  if (!choice) return;
  choice.closest("[hidden]")?.removeAttribute("hidden");
  choice.checked = !localStorage.getItem(OFF);
};

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-keys]")) return;
  if (event.target.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat || event.defaultPrevented) return;
  if (localStorage.getItem(OFF) || writes(event.target) || document.querySelector("dialog[open]")) return;
  const meant = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!meant) return;
  event.preventDefault();
  meant.click();
});

document.addEventListener("htmx:afterSettle", show);
show();
