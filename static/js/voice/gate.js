// Whether somebody speaks, by how loud it is: a gate that opens above the noise of this room and this microphone.
//
// It hears one level in decibels for each FRAME_MS. The noise is the quietest of the last seconds. What is steady, such as a fan,
// is soon taken for noise; what goes up and down, as speech does, is not, however long it lasts. Pure: no sound, no clock.

export const FRAME_MS = 10;
const frames = (ms) => Math.round(ms / FRAME_MS);

const SILENT_DB = -90;
// Quieter than this is nobody who speaks to us.
const LEAST_DB = -58;
const OPENS_ABOVE_DB = 10;
const SHUTS_BELOW_DB = 6;
const OPENS_AFTER = frames(60);
// A breath inside a word is no end.
const SHUTS_AFTER = frames(180);
// Over which the quietest and the spread are looked for.
const LOOKS_BACK = frames(2000);
const LATELY = frames(600);
const STEADY_DB = 4;
const RISES_DB = 1 / frames(1000);
const RISES_QUICKLY_DB = 30 / frames(1000);

// Speech, and not a cough or an "mhm": so much sound in so much time.
const SPEECH = frames(650);
const SPEECH_WITHIN = frames(1100);

const clipped = (decibels) => Math.max(SILENT_DB, Number.isFinite(decibels) ? decibels : SILENT_DB);
const quietest = (levels) => Math.min(...levels);
const spread = (levels) => Math.max(...levels) - Math.min(...levels);

export const makeGate = () => {
  const levels = [];
  const opened = [];
  let floor = LEAST_DB - OPENS_ABOVE_DB;
  let isOpen = false;
  let above = 0;
  let below = 0;

  const learn = (level) => {
    levels.push(level);
    if (levels.length > LOOKS_BACK) levels.shift();
    const least = quietest(levels);
    if (least <= floor) {
      floor = least;
    } else if (levels.length >= LATELY) {
      const isSteady = spread(levels.slice(-LATELY)) < STEADY_DB;
      floor = Math.min(isSteady ? quietest(levels.slice(-LATELY)) : least, floor + (isSteady ? RISES_QUICKLY_DB : RISES_DB));
    }
  };

  const count = (level) => {
    const opens = Math.max(LEAST_DB, floor + OPENS_ABOVE_DB);
    const shuts = Math.max(LEAST_DB, floor + SHUTS_BELOW_DB);
    above = level >= opens ? above + 1 : 0;
    below = level < shuts ? below + 1 : 0;
  };

  return {
    // Takes the next level. `isOpen`: there is sound that may be speech; `isSpeech`: so much of it that it is.
    hear: (decibels) => {
      const level = clipped(decibels);
      learn(level);
      count(level);
      if (!isOpen && above >= OPENS_AFTER) isOpen = true;
      else if (isOpen && below >= SHUTS_AFTER) isOpen = false;
      opened.push(isOpen && below === 0 ? 1 : 0);
      if (opened.length > SPEECH_WITHIN) opened.shift();
      return { isOpen, isSpeech: isOpen && opened.reduce((sum, each) => sum + each, 0) >= SPEECH };
    },
    // What was heard so far is no sound and no speech any more: for whoever begins to listen for it anew.
    forget: () => {
      opened.splice(0);
      isOpen = false;
      above = 0;
    },
    noise: () => floor,
  };
};
