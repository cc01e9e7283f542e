// The mail beside its message follows what is written, and leafs through the people whom it goes to.
const WAIT_MS = 600;
const form = document.querySelector("[data-message]");
const show = form?.querySelector("[data-preview]");
const person = form?.querySelector("[name=at]");
let timer;

const soon = () => {
  clearTimeout(timer);
  timer = setTimeout(() => form.requestSubmit(show), WAIT_MS);
};

if (show) {
  // the mail was asked for without what the form came with
  if ("filled" in form.dataset) form.requestSubmit(show);
  form.addEventListener("input", soon);
  form.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]")?.dataset.step;
    if (!step) return;
    const next = Number(person.value) + Number(step);
    person.value = Math.min(Math.max(next, Number(person.min)), Number(person.max));
    form.requestSubmit(show);
  });
}
