// What the page shows of whose turn it is, and of where the answer is kept.

import { show } from "../states.js";

const byId = (id) => document.getElementById(id);

// `isEnding`: a silence is about to end the answer.
export const showTurn = (page, { state, style, isEnding }) => {
  page.dataset.voice = state;
  page.dataset.style = style;
  for (const id of ["voice-now", "voice-controls"]) if (byId(id)) show(byId(id), isEnding ? "fading" : state);
  byId("speak")?.setAttribute("aria-disabled", String(state === "waiting" || state === "ending"));
};

// `waiting`: so many seconds are in this browser alone.
export const showKept = ({ isBegun, isUp, waiting }) => {
  const place = byId("voice-kept");
  if (!place) return;
  const words = place.dataset;
  place.textContent = !isBegun ? "" : !isUp && waiting ? words.here.replace("{n}", waiting) : waiting > 2 ? words.sending : words.saved;
};
