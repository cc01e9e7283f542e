// How long an answer has lasted, and the end of its time: told when twenty seconds are left, and once more at five.

import { hideNote, noteShown, showNote } from "./notes.js";

const WARNS_S = 20;
const WARNS_AGAIN_S = 5;

const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, "0")}`;

// `longest`: in seconds; Infinity where nobody is hurried.
export const makeClock = ({ longest, over }) => {
  const place = () => document.getElementById("voice-clock");
  let ms = 0;
  let since, warned;

  const passed = () => (ms + (since === undefined ? 0 : performance.now() - since)) / 1000;

  const warn = (left) => {
    const due = left <= WARNS_AGAIN_S ? WARNS_AGAIN_S : left <= WARNS_S ? WARNS_S : 0;
    if (!due || warned === due) return;
    // Whoever has put it away is not told again.
    if (due === WARNS_S || noteShown() === "time") showNote("time", { n: due });
    warned = due;
  };

  const tell = () => {
    const seconds = passed();
    if (!place()) return;
    const pattern = place().dataset;
    const isNear = longest - seconds <= WARNS_S + 20;
    place().textContent = seconds < 1 ? "" : isNear ? pattern.of.replace("{time}", minutes(seconds)).replace("{longest}", minutes(longest)) : minutes(seconds);
    if (since === undefined) return;
    warn(longest - seconds);
    if (seconds >= longest) over();
  };

  setInterval(tell, 250);
  return {
    // A new answer; so much of it was recorded before.
    reset: (known = 0) => {
      ms = known;
      since = warned = undefined;
      hideNote("time");
      tell();
    },
    run: () => {
      since ??= performance.now();
    },
    stand: () => {
      if (since === undefined) return;
      ms += performance.now() - since;
      since = undefined;
    },
  };
};
