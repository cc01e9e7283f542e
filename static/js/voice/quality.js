// What is wrong with the sound of a recording, as far as levels tell it: too quiet, too loud for the microphone, or little above
// the noise around. Pure.

const QUIET_DB = -44;
const LOUD_NOISE_DB = -46;
const CLEAR_DB = 11;
const CUT_OFF_FRAMES = 0.03;
// Of less sound nothing is said.
const LEAST_FRAMES = 60;

export const makeQuality = () => {
  let levels = [];
  let cut = 0;
  let floor = -90;
  return {
    hear: ({ level, cut: samples }, isOpen, noise) => {
      floor = noise;
      if (!isOpen) return;
      levels.push(level);
      if (samples > 2) cut += 1;
    },
    // Of what was heard since this was asked last.
    taken: () => {
      const sorted = levels.sort((a, b) => a - b);
      const usual = sorted[Math.floor(sorted.length * 0.7)] ?? 0;
      const isShort = sorted.length < LEAST_FRAMES;
      const found = {
        quiet: !isShort && usual < QUIET_DB,
        clipped: !isShort && cut / sorted.length > CUT_OFF_FRAMES,
        noisy: !isShort && floor > LOUD_NOISE_DB && usual - floor < CLEAR_DB,
      };
      levels = [];
      cut = 0;
      return Object.keys(found).filter((each) => found[each]);
    },
  };
};
