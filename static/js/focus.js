// A part that is drawn anew takes the focus with it where what had it is gone, or lies in something that was closed. Then it goes
// to what stands nearest to the place: an element with an id that is there again or stood next to it, or the first control in it.

const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
let around = [];

document.addEventListener("htmx:beforeSwap", (event) => {
  const held = document.activeElement;
  if (!event.detail.target.contains(held)) return;
  around = [];
  for (let part = held; part && part !== document.body; part = part.parentElement) {
    if (part.id) around.push(...[part, part.nextElementSibling, part.previousElementSibling].map((each) => each?.id).filter(Boolean));
  }
});

document.addEventListener("htmx:afterSettle", () => {
  const places = around;
  around = [];
  for (const id of places) {
    if (document.activeElement !== document.body) return;
    const part = document.getElementById(id);
    (part?.matches(CONTROLS) ? part : part?.querySelector(CONTROLS))?.focus();
  }
});
