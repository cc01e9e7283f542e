// The answer that is being spoken: recorded, understood where the browser does that, and kept until the server has all of it.

import { showNote } from "./notes.js";
import { makeRecognition } from "./recognition.js";
import { makeRecorder } from "./recorder.js";
import { openSender } from "./sender.js";

const LONGEST_END_MS = 5000;

// `told.turn()`: the number of the turn that is theirs; `told.changed()`: more of it is kept, or known to be; `told.problems()`:
// what was wrong with the sound since this was asked last; `told.nothing()`: nothing is left of what they said; `told.filmLost()`.
export const openAnswer = async ({ interview, store, keeping, way, language, told }) => {
  let epoch, recorder, recognition;

  const send = (turn, answer) => {
    keeping.keepSpoken(turn, answer);
    sender.answer({ turn, ...answer });
  };

  // The answer is what is left of it.
  const lost = (kind, turn) => {
    if (kind === "too-much") showNote("full");
    const answer = keeping.spoken(turn);
    if (!answer) return;
    const spoken = sender.spoken(turn);
    if (spoken.length) {
      send(turn, { ...answer, spoken });
    } else {
      keeping.forgetSpoken(turn);
      told.nothing();
    }
  };

  const sender = await openSender({ interview, store, way, told: { changed: () => told.changed(), lost, filmLost: () => told.filmLost() } });

  const starts = () => ({ turn: told.turn(), epoch });

  const begun = (segment) => {
    segment.kept = sender.begin({ ...segment.of, mime: segment.mime() });
    return segment.kept.take;
  };

  const whole = async (segment) => {
    const [ms, problems] = [segment.ms(), told.problems()];
    return segment.kept.finish({ mime: segment.mime(), ms, problems, text: await recognition?.taken(segment.of.turn) });
  };

  return {
    open: (stream) => {
      recorder ??= makeRecorder({ stream, told: { starts, begun, whole } });
    },
    // Where nobody else listens, the browser does.
    recognise: () => {
      const coming = (text) => (document.getElementById("coming").textContent = text);
      recognition ??= makeRecognition({ language, told: { coming, failed: () => showNote("deaf") } });
      // Whoever was asked for the microphone before has not been told.
      if (!keeping.chosen("told")) showNote("browser");
      keeping.choose("told", true);
    },
    record: () => {
      recorder.begin();
      recognition?.begin(told.turn());
    },
    // They may be about to speak, or it was nothing.
    isMaybe: (is) => (is ? recorder.begin() : recorder.drop()),
    drop: () => recorder?.drop(),
    heard: (isOpen, levels) => recorder.heard(isOpen, levels),
    rest: () => {
      recorder.end();
      recognition?.end();
    },
    film: (mime) => sender.begin({ ...starts(), mime, camera: true }),
    // Returns whether anything was said.
    finish: async (endedAt) => {
      const turn = told.turn();
      // A sound system that has stopped says nothing more.
      const late = new Promise((resolve) => setTimeout(resolve, LONGEST_END_MS));
      // Words need a recording to go with.
      const wanted = !sender.spoken(turn).length || recognition?.isOwed(turn);
      recognition?.end();
      await Promise.race([late, recorder.end({ wanted })]);
      const spoken = sender.spoken(turn);
      if (spoken.length) send(turn, { spoken, endedAt });
      return spoken.length > 0;
    },
    // What they said so far does not count. The server is told after each welcome, until the answer is there. Returns whether
    // there was anything.
    startAgain: () => {
      const turn = told.turn();
      recorder?.drop();
      recognition?.forget(turn);
      const last = sender.setAside(turn);
      if (!last) return false;
      const upto = { turn: last.turn, epoch: last.epoch, segment: last.segment };
      keeping.keepAgain(turn, upto);
      way().again(upto);
      return true;
    },
    // How it stands with the server

    isBegun: () => sender.spoken(told.turn()).length > 0,
    ms: () => sender.msOf(told.turn()),
    waiting: sender.waiting,
    forgetBefore: sender.forgetBefore,
    up: (said) => {
      epoch = said.epoch;
      for (const turn of keeping.begunAgain()) way().again(keeping.again(turn));
      sender.up(said);
      for (const turn of keeping.unansweredAloud()) sender.answer({ turn, ...keeping.spoken(turn) });
    },
    away: sender.away,
    answered: (turn) => {
      keeping.forgetSpoken(turn);
      keeping.forgetAgain(turn);
      sender.answered(turn);
    },
    ack: sender.ack,
    stored: sender.stored,
    refused: (said) => {
      if (said.segment) sender.refused(said);
      else {
        keeping.forgetSpoken(said.turn);
        sender.answered(said.turn);
      }
    },
  };
};
