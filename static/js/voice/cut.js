// Where a recording is cut that no pause ends: between two words of its last seconds, rather than in the middle of one. Pure.
//
// How quiet it gets while this person speaks, the seconds before tell. Inside of a word it may be as quiet, though not for long. So
// the first moment is taken that is as quiet as that for long enough; the nearer the end comes, the shorter and louder it may be.

import { FRAME_MS, average } from "./gate.js";

export const LONGEST_MS = 20_000;
const LOOKS_MS = 8_000;
const LOOKS_FROM_MS = LONGEST_MS - LOOKS_MS;
const LEARNS_FROM_MS = LOOKS_FROM_MS - 4_000;
const LONG_MS = 200;
const SHORT_MS = 50;
const frames = (ms) => Math.round(ms / FRAME_MS);
const LIKE_DB = 5;
const GIVES_WAY_DB = 12;
// Than they speak on average: where it gets no quieter, no moment is better than another.
const QUIETER_DB = 8;

const between = (from, to, part) => from + (to - from) * part;

// `delay`: how much later what is heard comes to be recorded, in milliseconds.
export const makeCut = (delay) => {
  const levels = [];
  let least = Infinity;
  let heard = 0;
  let power = 0;
  let at = LONGEST_MS;
  return {
    // Takes the next level, in decibels, where so much has passed of the recording. Returns whether it ends here.
    hear: (level, ms) => {
      if (ms < LEARNS_FROM_MS || ms >= at) return ms >= at;
      levels.push(level);
      if (levels.length > frames(LONG_MS)) levels.shift();
      heard += 1;
      power += 10 ** (level / 10);
      if (levels.length >= frames(SHORT_MS)) least = Math.min(least, average(levels.slice(-frames(SHORT_MS))));
      if (ms < LOOKS_FROM_MS || at < LONGEST_MS) return false;
      const part = (ms - LOOKS_FROM_MS) / LOOKS_MS;
      const moment = between(LONG_MS, SHORT_MS, part);
      const most = Math.min(least + between(LIKE_DB, GIVES_WAY_DB, part), 10 * Math.log10(power / heard) - QUIETER_DB);
      if (average(levels.slice(-frames(moment))) <= most) {
        at = Math.min(LONGEST_MS, ms + delay - moment / 2);
      }
      return false;
    },
  };
};
