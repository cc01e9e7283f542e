// The room by requests, for places where sockets are blocked: the same interface as line.js.

import { get, post, postBytes } from "./asking.js";
import { pause, after } from "./waiting.js";

// `who`: says which page comes, and whether it was here before.
export const openPolling = ({ addresses, who, told }) => {
  let epoch, mark, cancel, there;
  let tries = 0;
  let isUp = false;
  let isClosed = false;
  let failed = 0;
  let every = 1000;

  const end = () => {
    isClosed = true;
    isUp = false;
    cancel?.();
  };

  // Another connection has begun since, or is about to: what was asked by this one is said again by that.
  const isOff = (of) => isClosed || !isUp || of !== epoch;

  const lookIn = (ms) => {
    cancel?.();
    cancel = after(ms, look);
  };

  // `of`: the connection that asked; none who wants to connect.
  const refused = ({ why = "away" }, of) => {
    if (isClosed || of !== epoch) return;
    cancel?.();
    const isTaken = why === "taken" && of !== undefined;
    if (isTaken) told.here();
    if (why !== "away" && !isTaken) {
      end();
      (told[why] ?? told.gone)();
      return;
    }
    // By whom, one hears on coming back: it may have been this page, which does not know of all its connections.
    if (isTaken) epoch = undefined;
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
    const mine = epoch;
    try {
      const said = await get(addresses.now, { epoch, has: mark });
      if (isOff(mine)) return;
      if (said) painted(said);
      else lookIn(every);
    } catch (problem) {
      if (!isOff(mine)) refused(problem, mine);
    }
  };

  const come = async () => {
    // The newest try counts: somebody may press "Try now" while another waits for its answer.
    const mine = (tries += 1);
    let of = epoch;
    const isLate = () => isClosed || mine !== tries || of !== epoch;
    try {
      if (of === undefined) {
        // With it comes what is there of recordings.
        const said = await post(addresses.connect, who());
        if (isLate()) return;
        told.here();
        there = said;
        epoch = of = said.epoch;
      }
      const said = await get(addresses.now, { epoch: of, has: "" });
      if (!isLate()) came(said);
    } catch (problem) {
      if (!isLate()) refused(problem, of);
    }
  };

  const say = async (address, values, done) => {
    if (!isUp) return;
    const mine = epoch;
    try {
      const said = await post(address, { ...values, epoch });
      if (isClosed || mine !== epoch) return;
      done?.(said);
      if (said?.html && isUp) painted(said);
    } catch (problem) {
      if (isOff(mine)) return;
      if (problem.why === "wrong") told.refused({ turn: values.turn, kind: problem.said.kind });
      else refused(problem, mine);
    }
  };

  let written = Promise.resolve();

  // Of recordings: one after the other, so that they come in their order. Answered in the words of the line.
  let before = Promise.resolve();
  const inOrder = (ask) => {
    before = before.then(async () => {
      if (!isUp) return;
      const mine = epoch;
      try {
        const said = await ask(mine);
        if (!isClosed && mine === epoch) told[said.type]?.(said);
      } catch (problem) {
        if (isOff(mine)) return;
        if (problem.why === "wrong") told[problem.said?.type]?.(problem.said);
        else refused(problem, mine);
      }
    });
  };

  const piece = ({ camera, ...of }, bytes) =>
    inOrder(() => postBytes(addresses.piece, { ...of, camera: camera ? 1 : "", connection: epoch }, bytes));

  const segment = (whole) =>
    inOrder(() => post(addresses.segment, { ...whole, problems: whole.problems?.join(" "), connection: epoch }));

  const again = (last) =>
    inOrder(async (of) => {
      const said = await post(addresses.again, { ...last, connection: of });
      if (!isOff(of)) painted(said);
      return {};
    });

  const spoken = (turn, segments, ended_ms) =>
    inOrder(async (of) => {
      const said = await post(addresses.answer, { spoken: 1, turn, segments: JSON.stringify(segments), ended_ms, connection: of });
      if (isClosed || of !== epoch) return {};
      // Before what comes of it is shown, which may be that nothing was heard.
      told.answered({ turn });
      if (isUp) painted(said);
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
  };
};
