// Where a recording is cut that no pause ends: between two words of its last seconds, rather than in the middle of one. Pure.
//
// How quiet it gets while this person speaks, the seconds before tell. The first moment as quiet as that is taken; the nearer the
// end comes, the less quiet will do.

import { FRAME_MS } from "./gate.js";

export const LONGEST_MS = 20_000;
const LOOKS_MS = 5_000;
const LOOKS_FROM_MS = LONGEST_MS - LOOKS_MS;
const LEARNS_FROM_MS = LOOKS_FROM_MS - 4_000;
const GIVES_WAY_DB = 12;
// As long as it is quiet between words that are spoken without a pause.
const MOMENT_MS = 50;

// `delay`: how much later what is heard comes to be recorded, in milliseconds.
export const makeCut = (delay) => {
  const lately = [];
  let least = Infinity;
  let at = LONGEST_MS;
  return {
    // Takes the next level, in decibels, where so much has passed of the recording. Returns whether it ends here.
    hear: (level, ms) => {
      if (ms < LEARNS_FROM_MS || ms >= at) return ms >= at;
      lately.push(level);
      if (lately.length > MOMENT_MS / FRAME_MS) lately.shift();
      const loudest = Math.max(...lately);
      if (ms < LOOKS_FROM_MS) {
        if (lately.length === MOMENT_MS / FRAME_MS) least = Math.min(least, loudest);
      } else if (at === LONGEST_MS && loudest <= least + (GIVES_WAY_DB * (ms - LOOKS_FROM_MS)) / LOOKS_MS) {
        at = Math.min(LONGEST_MS, ms + delay - MOMENT_MS / 2);
      }
      return false;
    },
  };
};
