// The page of a plan: every edit says as of which state it is made, open parts stay open, and questions can be dragged.
// Without this file each form is sent by its own button, and questions are moved by theirs.

const plan = () => document.getElementById("plan");
const state = () => document.getElementById("summary").dataset;

// The forms were drawn with an older state than the one that the last edit led to.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb === "post" && plan()?.contains(event.detail.elt)) event.detail.parameters.seen = state().seen;
});

// A button that cannot go further stays where the focus is, and does nothing.
document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
});

// What was open is open again after the list was drawn anew, and the page stands where it stood: the new list comes in before the
// old one goes, and a browser that keeps its place by what it shows would follow the old one down.
let open = null;
let stood = 0;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "competencies" && event.detail.target.id !== "plan") return;
  stood = window.scrollY;
  open = new Map([...plan().querySelectorAll("details[id]")].map((part) => [part.id, part.open]));
});
document.addEventListener("htmx:afterSwap", () => {
  if (!open) return;
  for (const [id, was] of open) {
    const part = document.getElementById(id);
    if (part) part.open = was;
  }
  window.scrollTo({ top: stood, behavior: "instant" });
  open = null;
});

// A link to a part opens what it lies in.
const reveal = () => {
  let part = document.getElementById(location.hash.slice(1));
  if (!part || !plan()?.contains(part)) return;
  const target = part;
  for (; part && part !== plan(); part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
  target.scrollIntoView({ block: "start" });
};
window.addEventListener("hashchange", reveal);
reveal();

// Dragging. Only the grip begins it, so that a question's text can still be selected.
let dragged = null;

const place = (list, y) => [...list.querySelectorAll("[data-question]")].find((row) => {
  if (row === dragged) return false;
  const box = row.getBoundingClientRect();
  return y < box.top + box.height / 2;
});
const unmark = () => {
  for (const marked of document.querySelectorAll(".drop-here, .drop-last")) marked.classList.remove("drop-here", "drop-last");
};
const listAt = (target) => {
  if (!(target instanceof Element)) return null;
  return target.closest("[data-questions]") ?? target.closest("[data-competency]")?.querySelector("[data-questions]") ?? null;
};

document.addEventListener("pointerdown", (event) => {
  const row = event.target instanceof Element && event.target.closest("[data-grip]")?.closest("[data-question]");
  if (row) row.draggable = true;
});
document.addEventListener("pointerup", () => {
  for (const row of document.querySelectorAll("[data-question][draggable]")) row.removeAttribute("draggable");
});
document.addEventListener("dragstart", (event) => {
  dragged = event.target instanceof Element && event.target.matches("[data-question]") ? event.target : null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.question);
  dragged.classList.add("is-dragged");
});
document.addEventListener("dragover", (event) => {
  const list = dragged && listAt(event.target);
  if (!list) return;
  event.preventDefault();
  unmark();
  const before = place(list, event.clientY);
  if (before) before.classList.add("drop-here");
  else list.classList.add("drop-last");
});
document.addEventListener("drop", (event) => {
  const list = dragged && listAt(event.target);
  if (!list) return;
  event.preventDefault();
  const values = {
    do: "place-question",
    key: dragged.dataset.question,
    competency: list.dataset.questions,
    before: place(list, event.clientY)?.dataset.question ?? "",
  };
  window.htmx.ajax("post", state().edit, { source: "#plan", swap: "none", values });
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged?.removeAttribute("draggable");
  dragged = null;
  unmark();
});
