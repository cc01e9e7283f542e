// Tells when this page was out of sight and how much was pasted: what the agreement says is noted, and nothing else. What cannot
// be told is left untold: it is no part of the interview.

import { post } from "./asking.js";

const form = document.getElementById("noting");
const field = () => document.getElementById("id_text");
let hiddenAt;

const tell = (kind, amount) => {
  const turn = Number(field()?.dataset.turn);
  if (turn && amount > 0) post(form.action, { kind, turn, amount }).catch(() => {});
};

if (form) {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      hiddenAt = Date.now();
    } else if (hiddenAt) {
      tell("left", Math.round((Date.now() - hiddenAt) / 1000));
      hiddenAt = undefined;
    }
  });
  document.addEventListener("paste", (event) => {
    if (event.target === field()) tell("pasted", event.clipboardData?.getData("text").length ?? 0);
  });
}
