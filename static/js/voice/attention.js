// What is heard of somebody who may be answering: whether there was sound, whether it was speech, and how long it has been silent.

import { makeGate } from "./gate.js";
import { LONGEST_MS, makePatience } from "./patience.js";
import { makeQuality } from "./quality.js";

// So long without a sound, and something may be wrong with their microphone.
const NOTHING_MS = 20_000;

// `told.first()`: the first sound of an answer; `told.none()`: there is none yet, and that is long.
export const makeAttention = ({ keeping, told }) => {
  const gate = makeGate();
  const quality = makeQuality();
  const patience = makePatience(keeping.chosen("pauses") ?? []);
  // Of this answer.
  let hasSound = false;
  let hasSpeech = false;
  let isMissed = false;
  let soundAt;

  const silence = () => (soundAt === undefined ? 0 : performance.now() - soundAt);

  const hearSound = () => {
    if (hasSound) patience.learn(Math.round(silence()));
    soundAt = performance.now();
    if (hasSound) return;
    hasSound = true;
    told.first();
  };

  return {
    // Some frames of sound; `isTheirs`: the answer is being spoken. Returns what the gate says of the last one.
    hear: (frames, isTheirs) => {
      let now;
      for (const frame of frames) {
        now = gate.hear(frame.level);
        quality.hear(frame, now.isOpen && isTheirs, gate.noise());
      }
      if (isTheirs) {
        hasSpeech ||= now.isSpeech;
        if (now.isOpen) hearSound();
        else if (!hasSound && !isMissed && silence() > NOTHING_MS) {
          isMissed = true;
          told.none();
        }
      }
      return now;
    },
    hasSound: () => hasSound,
    silence: () => (hasSound ? Math.round(silence()) : 0),
    // So much longer silence is waited for. A short word may have been a cough, and a cough is no answer.
    left: () => (hasSpeech ? patience.ms() : 2 * LONGEST_MS) - silence(),
    // Another answer, of which something may be there.
    begin: (isBegun) => {
      hasSound = hasSpeech = isBegun;
      isMissed = false;
    },
    // Silence is counted from here.
    goOn: () => {
      soundAt = performance.now();
    },
    forget: gate.forget,
    problems: quality.taken,
    keep: () => keeping.choose("pauses", patience.known()),
  };
};
