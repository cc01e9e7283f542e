// The room by requests, for places where sockets are blocked: the same interface as line.js.

import { get, post, postBytes } from "./asking.js";
import { pause, after } from "./waiting.js";

export const openPolling = ({ addresses, epoch, told }) => {
  let mark, cancel;
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
    told.up({ ...said, epoch });
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
        epoch = undefined;
        ({ epoch } = await post(addresses.connect, { epoch: known }));
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

  // One after the other, so that they come in their order.
  let before = Promise.resolve();
  const inOrder = (act) => {
    before = before.then(() => isUp && act()).catch(refused);
  };

  const piece = (of, bytes) =>
    inOrder(async () => {
      const said = await postBytes(addresses.piece, { ...of, connection: epoch }, bytes);
      if (!isClosed) told[said.type]?.(said);
    });

  const segment = (whole) =>
    inOrder(async () => {
      const said = await post(addresses.segment, { ...whole, connection: epoch });
      if (!isClosed) told[said.type]?.(said);
    });

  const spoken = (turn, segments, ended_ms) =>
    inOrder(() => say(addresses.answer, { turn, spoken: JSON.stringify(segments), ended_ms }, () => told.answered({ turn })));

  come();
  return {
    draft: (turn, rev, text) => say(addresses.draft, { turn, rev, text }, (said) => said.kept && told.kept({ turn, rev })),
    answer: (turn, text) => say(addresses.answer, { turn, text }, () => told.answered({ turn })),
    act: (act, turn) => say(addresses.act, { do: act, turn }),
    piece,
    segment,
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
