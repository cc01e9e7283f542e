// How long a silence must last before hands-free takes an answer for finished. It follows this person's own pauses: whoever
// thinks between sentences is waited for. Pure.

export const SHORTEST_MS = 1200;
export const LONGEST_MS = 4000;
// Before anything is known: rather too long than too short.
const FIRST_PAUSE_MS = 1700;
// Shorter ones are breath, longer ones were something else than a pause in speaking.
const PAUSE_MS = 250;
const ABSENCE_MS = 12_000;
const REMEMBERED = 24;
const LONGEST_OF = 0.9;

export const makePatience = (known = []) => {
  const pauses = [...known];
  return {
    // A silence after which the same person went on with the same answer.
    learn: (ms) => {
      if (ms < PAUSE_MS || ms > ABSENCE_MS) return;
      pauses.push(ms);
      if (pauses.length > REMEMBERED) pauses.shift();
    },
    ms: () => {
      const sorted = [...pauses, FIRST_PAUSE_MS].sort((a, b) => a - b);
      const long = sorted[Math.ceil(sorted.length * LONGEST_OF) - 1];
      return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Math.round(long * 1.4 + 200)));
    },
    known: () => [...pauses],
  };
};
