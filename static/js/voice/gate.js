// Whether somebody speaks, by how loud it is: a gate that opens above the noise of this room and this microphone.
//
// It hears one level in decibels for each FRAME_MS. From one to the next, the noise of a real room goes up and down by ten decibels
// and more, so the gate goes by how loud it was on average for a moment. The noise is the quietest such moment of the last seconds.
// What is steady, such as a fan, is soon taken for noise; what goes up and down, as speech does, is not, however long it lasts.
// Pure: no sound, no clock.

export const FRAME_MS = 10;
const frames = (ms) => Math.round(ms / FRAME_MS);

const SILENT_DB = -90;
// Quieter than this is nobody who speaks to us.
const LEAST_DB = -58;
const OPENS_ABOVE_DB = 9;
const SHUTS_BELOW_DB = 6;
// A moment to open, and one to shut: a breath inside a word is no end.
const SOON = frames(30);
const MOMENT = frames(100);
const OPENS_AFTER = frames(50);
const SHUTS_AFTER = frames(80);
// Over which the quietest and the spread are looked for.
const LOOKS_BACK = frames(2000);
const LATELY = frames(1000);
// Of moments, and of single levels: where these go up and down by more, somebody speaks.
const STEADY_DB = 10;
const STEADY_LEVELS_DB = 30;
// The noise is not so much louder than its quietest level.
const NOISE_SPREAD_DB = 20;
const RISES_DB = 1 / frames(1000);
const RISES_QUICKLY_DB = 30 / frames(1000);
// A few levels may be missing, and say nothing of how quiet it is.
const FEW = frames(50);
// Nothing at all for so long may have been no microphone, or a muted one: what comes then may be the noise of its room. It may also
// be a microphone that sends nothing between sentences; between words it does so for less.
const NOTHING = frames(500);
// Louder than this no room is taken to be before anything is known of it: somebody may speak at once.
const FIRST_NOISE_DB = -40;

// Speech, and not a cough or an "mhm": so much sound in so much time.
const SPEECH = frames(650);
const SPEECH_WITHIN = frames(1100);

const heard = (level) => Math.max(SILENT_DB, Number.isFinite(level) ? level : SILENT_DB);
// Of the sound itself: what is loud counts for more.
export const average = (levels) => 10 * Math.log10(levels.reduce((sum, each) => sum + 10 ** (each / 10), 0) / levels.length);
const quietest = (levels) => Math.min(...levels);
const quietestBut = (few, levels) => [...levels].sort((one, other) => one - other)[Math.min(few, levels.length - 1)];
const spread = (levels) => Math.max(...levels) - Math.min(...levels);
const remember = (levels, level) => {
  levels.push(level);
  if (levels.length > LOOKS_BACK) levels.shift();
};

export const makeGate = () => {
  const levels = [];
  const moments = [];
  const opened = [];
  let floor = FIRST_NOISE_DB;
  let isOpen = false;
  let above = 0;
  let below = 0;
  let nothing = 0;
  // How long there has been a room to know.
  let known = 0;

  const learn = () => {
    const lately = moments.slice(-LATELY);
    const isSteady = lately.length === LATELY && spread(lately) < STEADY_DB && spread(levels.slice(-LATELY)) < STEADY_LEVELS_DB;
    const least = quietest(isSteady ? lately : moments);
    const most = quietestBut(FEW, levels) + NOISE_SPREAD_DB;
    const rises = moments.length < LATELY ? 0 : isSteady ? RISES_QUICKLY_DB : RISES_DB;
    floor = Math.min(least, most, floor + rises);
    // What was taken for speech was none.
    if (isSteady) opened.fill(0);
  };

  const count = (soon, moment) => {
    const opens = Math.max(LEAST_DB, floor + OPENS_ABOVE_DB);
    const shuts = Math.max(LEAST_DB, floor + SHUTS_BELOW_DB);
    above = soon >= opens ? above + 1 : 0;
    below = moment < shuts ? below + 1 : 0;
  };

  return {
    // Takes the next level. `isOpen`: there is sound that may be speech; `isSpeech`: so much of it that it is.
    hear: (level) => {
      if (heard(level) > SILENT_DB) {
        known = nothing < NOTHING ? known + 1 : 0;
        nothing = 0;
      } else nothing += 1;
      remember(levels, heard(level));
      const soon = average(levels.slice(-SOON));
      const moment = average(levels.slice(-MOMENT));
      if (levels.length >= MOMENT) {
        remember(moments, moment);
        learn();
      }
      count(soon, moment);
      if (!isOpen && above >= OPENS_AFTER) isOpen = true;
      else if (isOpen && below >= SHUTS_AFTER) isOpen = false;
      opened.push(isOpen && above > 0 ? 1 : 0);
      if (opened.length > SPEECH_WITHIN) opened.shift();
      const isKnown = known >= LATELY + MOMENT;
      return { isOpen, isSpeech: isKnown && isOpen && opened.reduce((sum, each) => sum + each, 0) >= SPEECH };
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
