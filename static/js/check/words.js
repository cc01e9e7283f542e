// What the browser writes down of a sentence. On a press alone: some browsers have it done by their maker, who then gets the sound.

import { show } from "../states.js";
import { makeRecognition } from "../voice/recognition.js";

const LONGEST_MS = 10_000;

export const offerWords = (part) => {
  const words = part.querySelector("[data-words]");
  let attempt = 0;
  let timer;

  const turnTo = (state, next) => {
    clearTimeout(timer);
    show(part, state);
    if (next) part.querySelector(`[data-do=${next}]`).focus();
  };

  // Between two sentences nothing is on its way; what came before them stays until all is there.
  const coming = (text) => {
    if (text) words.textContent = text;
  };

  // One that breaks off after it has written something down has done so.
  const failed = () => {
    if (["trying", "finding"].includes(part.dataset.state)) turnTo("failing", "begin");
  };

  const recognition = makeRecognition({ language: part.dataset.language, told: { coming, failed } });

  const begin = () => {
    attempt += 1;
    words.textContent = "";
    turnTo("trying", "end");
    timer = setTimeout(end, LONGEST_MS);
    recognition.begin(attempt);
  };

  const end = async () => {
    turnTo("finding");
    recognition.end();
    const found = await recognition.taken(attempt);
    if (part.dataset.state !== "finding") return;
    words.textContent = found;
    turnTo(found ? "heard" : "silent", "begin");
  };

  const acts = { begin, end };
  part.addEventListener("click", (event) => acts[event.target.closest("[data-do]")?.dataset.do]?.());
};
