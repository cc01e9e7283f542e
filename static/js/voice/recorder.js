// Records segments: each a complete recording, that ends at a pause or, before twenty seconds are over, between two words, and is
// given away in pieces of about a second while it is made.
//
// A segment in which nothing was heard is given away to nobody, so a silence before the first word, or after the last one, keeps
// nobody waiting. Unless whoever ends the answer wants it, as nothing else was heard: somebody may speak more softly than we hear.

import { kindOfRecording } from "../sound/recording.js";
import { makeCut } from "./cut.js";
import { DELAY_MS } from "./hearing.js";

const PIECE_MS = 1000;
// From here on a shorter pause will do.
const LONG_MS = 14_000;
const SHORTEST_MS = 3_000;
// From the microphone to a recorder, with what browsers take for it: sooner than that after the last word, a cut would go through it.
const ON_ITS_WAY_MS = DELAY_MS + 200;
const USUALLY_ON_ITS_WAY_MS = DELAY_MS + 100;
const PAUSE_MS = ON_ITS_WAY_MS + 150;
const SHORT_PAUSE_MS = ON_ITS_WAY_MS;
const BITS_PER_SECOND = 32_000;
const MOST_BYTES = 48 * 1024;
// Of those in which nothing was heard: three minutes.
const MOST_QUIET = 9;

export const cutUp = (bytes) => {
  const parts = [];
  for (let at = 0; at < bytes.byteLength; at += MOST_BYTES) parts.push(bytes.slice(at, at + MOST_BYTES));
  return parts;
};

const recordSegment = (stream, of) => {
  const recorder = new MediaRecorder(stream, { ...kindOfRecording(), audioBitsPerSecond: BITS_PER_SECOND });
  // Pieces are read one after the other, whatever the browser does meanwhile.
  let read = Promise.resolve();
  const began = performance.now();
  const segment = {
    began,
    of,
    hasSound: false,
    cut: makeCut(USUALLY_ON_ITS_WAY_MS),
    isCut: false,
    pieces: [],
    mime: () => recorder.mimeType,
    ms: () => Math.round((segment.ended ?? performance.now()) - began),
    // Set by whoever takes the pieces from now on.
    take: undefined,
    give: (take) => {
      segment.take = take;
      for (const piece of segment.pieces.splice(0)) take(piece);
    },
  };
  recorder.addEventListener("dataavailable", ({ data }) => {
    read = read.then(async () => {
      for (const piece of cutUp(await data.arrayBuffer())) {
        if (segment.take) segment.take(piece);
        else segment.pieces.push(piece);
      }
    });
  });
  const stopped = new Promise((resolve) => {
    recorder.addEventListener("stop", () => resolve(read));
    recorder.addEventListener("error", () => resolve(read));
  });
  recorder.start(PIECE_MS);
  segment.stop = () => {
    segment.ended ??= performance.now();
    if (recorder.state !== "inactive") recorder.stop();
    return stopped.then(() => read);
  };
  return segment;
};

// `told.starts()`: a recording begins; returns to what it belongs. `told.begun(segment)`: it has sound, and is to be kept from
// here on; returns what takes its pieces.
// `told.whole(segment)`: its last piece was taken.
export const makeRecorder = ({ stream, told }) => {
  let now;
  // The last one, while what is in the air still comes through.
  let tail;
  let quietSince = performance.now();
  const finishing = new Set();
  let quiet = [];

  const keep = (segment) => {
    segment.hasSound = true;
    segment.give(told.begun(segment));
  };

  const after = (act) => {
    const done = act.finally(() => finishing.delete(done));
    finishing.add(done);
  };

  const finish = (segment) => after(segment.stop().then(() => segment.hasSound && told.whole(segment)));

  const keepQuiet = async () => {
    for (const segment of quiet.splice(0)) {
      keep(segment);
      await segment.stop();
      await told.whole(segment);
    }
  };

  const setAside = (segment) => {
    segment.stop();
    quiet.push(segment);
    if (quiet.length > MOST_QUIET) quiet.shift();
  };

  const endOf = (segment, wanted) => {
    if (!segment.hasSound && !wanted) {
      setAside(segment);
      return;
    }
    const wait = quietSince === undefined ? ON_ITS_WAY_MS : Math.max(0, quietSince + ON_ITS_WAY_MS - performance.now());
    after(
      new Promise((resolve) => {
        tail = { segment, goOn: () => resolve(false) };
        setTimeout(() => resolve(true), wait);
      }).then(async (isOver) => {
        if (!isOver) return;
        if (tail?.segment === segment) tail = undefined;
        if (!segment.hasSound) {
          await keepQuiet();
          keep(segment);
        }
        await segment.stop();
        await told.whole(segment);
      }),
    );
  };

  const next = () => {
    const before = now;
    now = recordSegment(stream, told.starts());
    if (before?.hasSound) finish(before);
    else if (before) setAside(before);
  };

  const isDue = () => {
    if (!now) return false;
    const ms = now.ms();
    const quiet = quietSince === undefined ? 0 : performance.now() - quietSince;
    if (now.isCut) return true;
    return now.hasSound && ms >= SHORTEST_MS && quiet >= (ms >= LONG_MS ? SHORT_PAUSE_MS : PAUSE_MS);
  };

  return {
    isOn: () => Boolean(now),
    begin: () => {
      if (now) return;
      if (quiet[0]?.of.turn !== told.starts().turn) quiet = [];
      // What belongs to the turn before goes to its end by itself.
      if (tail?.segment.of.turn !== told.starts().turn) return next();
      // They speak on at once: in a new one, the end of the last one would be heard again.
      now = tail.segment;
      tail.goOn();
      tail = undefined;
    },
    // For each look at the gate, with the levels since the one before.
    heard: (isOpen, levels) => {
      if (isOpen) quietSince = undefined;
      else quietSince ??= performance.now();
      if (isOpen) quiet = [];
      if (isOpen && now && !now.hasSound) keep(now);
      if (now) for (const level of levels) now.isCut ||= now.cut.hear(level, now.ms());
      if (isDue()) next();
    },
    // Ends the recording; what is in the air still comes through. `wanted`: also where nothing was heard.
    end: ({ wanted = false } = {}) => {
      const last = now;
      now = undefined;
      if (last) endOf(last, wanted);
      else if (wanted) after(keepQuiet());
      return Promise.all(finishing);
    },
    // As if it had never begun.
    drop: () => {
      const last = now;
      now = undefined;
      quiet = [];
      if (last && !last.hasSound) last.stop();
      else if (last) finish(last);
    },
  };
};
