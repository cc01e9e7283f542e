// Choosing candidates in the list: one box for all of the page, a word about how many, and a choice that outlives a list that
// comes anew. Without this file the box for all is understood by the server.

const boxes = () => [...document.querySelectorAll("[data-choose]")];
let chosen = new Set();

const show = () => {
  const every = document.getElementById("choose-all");
  if (!every) return;
  const all = boxes();
  const count = all.filter((box) => box.checked).length;
  every.checked = count > 0 && count === all.length;
  every.indeterminate = count > 0 && count < all.length;
  document.getElementById("chosen-count").textContent = count ? `${count} chosen` : "";
};

document.addEventListener("change", ({ target }) => {
  if (target.id === "choose-all") for (const box of boxes()) box.checked = target.checked;
  else if (!("choose" in target.dataset)) return;
  show();
});

document.addEventListener("htmx:beforeSwap", () => {
  chosen = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
});

document.addEventListener("htmx:afterSettle", () => {
  for (const box of boxes()) box.checked ||= chosen.has(box.value);
  show();
});

show();
