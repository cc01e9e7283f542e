// The room by requests, for places where sockets are blocked: the same interface as line.js.

import { get, post, postBytes } from "./asking.js";
import { pause, after } from "./waiting.js";

export const openPolling = ({ addresses, epoch, told }) => {
  let mark, cancel, there;
  let isUp = false;
  let isClosed = false;
  let failed = 0;
  let every = 1000;

  const end = () => {
    isClosed = true;
    isUp = false;
    cancel?.();
  };

  const lookIn = (ms) => {
    cancel?.();
    cancel = after(ms, look);
  };

  const refused = ({ why = "away" }) => {
    if (isClosed) return;
    cancel?.();
    if (why !== "away") {
      end();
      (told[why] ?? told.gone)();
      return;
    }
    isUp = false;
    const ms = pause(failed);
    failed += 1;
    told.away(ms);
    cancel = after(ms, come);
  };

  const came = (said) => {
    if (isClosed) return;
    isUp = true;
    failed = 0;
    told.up({ ...said, ...there, epoch });
    there = undefined;
    shows(said);
  };

  const shows = (said) => {
    mark = said.mark;
    every = said.again_ms;
    lookIn(every);
  };

  const painted = (said) => {
    told.room(said);
    shows(said);
  };

  const look = async () => {
    try {
      const said = await get(addresses.now, { epoch, has: mark });
      if (isClosed) return;
      if (said) painted(said);
      else lookIn(every);
    } catch (problem) {
      refused(problem);
    }
  };

  // Whoever has a place looks whether it is still theirs, and takes it from nobody. Only a page without one takes one; should the
  // answer to that be lost, it may have it without knowing.
  const come = async () => {
    try {
      if (epoch === undefined || mark === undefined) {
        const known = epoch;
        // Without a network nobody hears it.
        if (navigator.onLine) epoch = undefined;
        // With it comes what is there of recordings.
        there = await post(addresses.connect, { epoch: known });
        ({ epoch } = there);
      }
      came(await get(addresses.now, { epoch, has: "" }));
    } catch (problem) {
      refused(problem);
    }
  };

  const say = async (address, values, done) => {
    if (!isUp) return;
    try {
      const said = await post(address, { ...values, epoch });
      if (isClosed) return;
      done?.(said);
      if (said?.html) painted(said);
    } catch (problem) {
      if (problem.why === "wrong") told.refused({ turn: values.turn, kind: problem.said.kind });
      else refused(problem);
    }
  };

  let written = Promise.resolve();

  // Of recordings: one after the other, so that they come in their order. Answered in the words of the line.
  let before = Promise.resolve();
  const inOrder = (ask) => {
    before = before.then(async () => {
      if (!isUp) return;
      try {
        const said = await ask();
        if (!isClosed) told[said.type]?.(said);
      } catch (problem) {
        if (problem.why === "wrong") told[problem.said?.type]?.(problem.said);
        else refused(problem);
      }
    });
  };

  const piece = ({ camera, ...of }, bytes) =>
    inOrder(() => postBytes(addresses.piece, { ...of, camera: camera ? 1 : "", connection: epoch }, bytes));

  const segment = (whole) =>
    inOrder(() => post(addresses.segment, { ...whole, problems: whole.problems?.join(" "), connection: epoch }));

  const again = (last) =>
    inOrder(async () => {
      const said = await post(addresses.again, { ...last, connection: epoch });
      if (!isClosed) painted(said);
      return {};
    });

  const spoken = (turn, segments, ended_ms) =>
    inOrder(async () => {
      const said = await post(addresses.answer, { spoken: 1, turn, segments: JSON.stringify(segments), ended_ms, connection: epoch });
      if (isClosed) return {};
      // Before what comes of it is shown, which may be that nothing was heard.
      told.answered({ turn });
      painted(said);
      return {};
    });

  come();
  return {
    draft: (turn, rev, text) => {
      const kept = say(addresses.draft, { turn, rev, text }, (said) => said.kept && told.kept({ turn, rev }));
      written = written.then(() => kept);
    },
    answer: (turn, text) => say(addresses.answer, { turn, text }, () => told.answered({ turn })),
    // What was written or pressed first comes first: of a turn that is over no draft is kept.
    act: (act, turn) => {
      written = written.then(() => say(addresses.act, { do: act, turn }));
    },
    piece,
    segment,
    again,
    spoken,
    heard: ({ turn, sentence, ms, whole }) => say(addresses.heard, { turn, sentence, ms, whole: whole || undefined }),
    now: () => {
      if (isUp || isClosed) return;
      cancel?.();
      come();
    },
    close: end,
    epoch: () => epoch,
  };
};
