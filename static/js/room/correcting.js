// "This is not what I said", without leaving the room: the link in the transcript leads to a page with the same form, and here it
// opens a dialog. What was kept is painted by the server, as everything in the transcript is.

import { post } from "./asking.js";

const dialog = document.getElementById("correcting");
const [form, question, text, error] = ["form", ".turn-q", "textarea", ".error"].map((each) => dialog.querySelector(each));

const sayError = (words) => {
  error.textContent = words;
  error.hidden = !words;
  text.setAttribute("aria-invalid", String(Boolean(words)));
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-corrects]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const said = document.getElementById(link.dataset.corrects);
  form.action = link.href;
  question.textContent = said.querySelector(".turn-q").textContent;
  text.value = said.querySelector(".turn-a").textContent;
  sayError("");
  dialog.showModal();
  text.focus();
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await post(form.action, { text: text.value });
    dialog.close();
  } catch ({ why, said }) {
    // Another page stands here now: the server says which.
    if (why === "gone") location.reload();
    else sayError(said?.error ?? error.dataset.away);
  }
});
