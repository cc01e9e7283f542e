// Toasts confirm and leave after ten seconds, not while a pointer or the focus is on them.
// The server sends one with HX-Trigger: {"toast": {"text": "…", "undo": "/url/"}}.

const STAY_MS = 10_000;
const region = document.getElementById("toasts");
const pattern = document.getElementById("toast-pattern");

const leaveInTime = (toast) => {
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => toast.remove(), STAY_MS);
  };
  const hold = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("pointerleave", () => toast.contains(document.activeElement) || wait());
  toast.addEventListener("focusout", () => toast.matches(":hover") || wait());
  wait();
};

export const showToast = ({ text, undo }) => {
  if (!region || !pattern) return;
  const toast = pattern.content.firstElementChild.cloneNode(true);
  toast.querySelector("[data-text]").textContent = text;
  const form = toast.querySelector("form");
  if (undo) form.action = undo;
  else form.remove();
  region.append(toast);
  leaveInTime(toast);
};

if (region) {
  for (const toast of region.querySelectorAll(".toast:not([data-stays])")) leaveInTime(toast);
  region.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss]")) event.target.closest(".toast").remove();
  });
}

document.addEventListener("toast", (event) => showToast(event.detail));
// a fragment that did not come leaves the page as it was; say so, or the press seems ignored
document.addEventListener("htmx:responseError", () => showToast({ text: region.dataset.failed }));
document.addEventListener("htmx:sendError", () => showToast({ text: region.dataset.unsent }));
