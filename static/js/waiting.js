// Shows that work has begun when a button with data-waits was pressed; the page that comes next takes its place.

document.addEventListener("submit", (event) => {
  const place = document.getElementById(event.submitter?.dataset.waits ?? "");
  if (place) place.hidden = false;
});

// Asked for on the page before. Without this file one presses it oneself.
document.querySelector("[data-at-once]")?.click();
