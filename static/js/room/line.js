// The room over a socket. It says what it is told while the line is up; what could not be said, the room says again after the
// next welcome, so nothing is kept here.

import { post, Refused } from "./asking.js";
import { pause, after } from "./waiting.js";

const VERSION = 1;
const PATIENCE_MS = 4000;
const HEARTBEAT_S = 15;
const BAD_TICKET = 4401;
const NOT_ALLOWED = 4403;
const TAKEN_OVER = 4409;
const OVER = 4410;
const MOST_TICKETS = 3;
const PIECE = 1;
const PIECE_OF_CAMERA = 2;
const HEADER = 13;

// `who`: says which page comes, and whether it was here before. `fails`: how often in a row it may fail to open before it counts
// as blocked.
export const openLine = ({ addresses, who, told, fails = 2 }) => {
  let socket, giveUp, beat, heardAt, cancel;
  let tries = 0;
  let isUp = false;
  let isClosed = false;
  let failed = 0;
  let tickets = 0;
  let restsFor = 0;

  const send = (message) => isUp && socket.send(JSON.stringify(message));

  // [u8 kind][u32 turn][u32 epoch][u16 segment][u16 piece] and the bytes.
  const sendPiece = ({ turn, epoch: of, segment, piece, camera }, bytes) => {
    if (!isUp) return;
    const frame = new Uint8Array(HEADER + bytes.byteLength);
    const view = new DataView(frame.buffer);
    view.setUint8(0, camera ? PIECE_OF_CAMERA : PIECE);
    view.setUint32(1, turn);
    view.setUint32(5, of);
    view.setUint16(9, segment);
    view.setUint16(11, piece);
    frame.set(new Uint8Array(bytes), HEADER);
    socket.send(frame);
  };

  const quiet = () => {
    clearTimeout(giveUp);
    clearInterval(beat);
    cancel?.();
  };

  const end = () => {
    quiet();
    removeEventListener("offline", cut);
    isClosed = true;
    isUp = false;
    socket?.close();
  };

  // A dead line says nothing, and may take minutes to close by itself.
  const cut = () => {
    const dead = socket;
    socket = undefined;
    dead?.close();
    if (isUp) lost();
  };

  const failedOnce = () => {
    failed += 1;
    if (failed >= fails) {
      end();
      told.blocked();
      return;
    }
    wait(pause(failed));
  };

  const wait = (ms) => {
    told.away(ms);
    cancel = after(ms, open);
  };

  const lost = (code) => {
    const wasUp = isUp;
    quiet();
    isUp = false;
    if (isClosed) return;
    if ((code === BAD_TICKET || code === NOT_ALLOWED) && (tickets += 1) < MOST_TICKETS) {
      // A ticket may be too old, and the link opened once more gives this browser another session: who asks anew is told.
      open();
    } else if (code === NOT_ALLOWED || code === OVER) {
      end();
      told.gone();
    } else if (wasUp || code === TAKEN_OVER) {
      if (code === TAKEN_OVER) told.here();
      // By whom, one hears on coming back: it may have been this page, which does not know of all its connections.
      failed = 0;
      // A server that goes says when to come back.
      wait(restsFor || pause(0));
      restsFor = 0;
    } else {
      failedOnce();
    }
  };

  const welcome = (said) => {
    clearTimeout(giveUp);
    isUp = true;
    failed = tickets = 0;
    const every = (said.heartbeat ?? HEARTBEAT_S) * 1000;
    beat = setInterval(() => {
      if (Date.now() - heardAt > 2.5 * every) cut();
      else send({ type: "ping" });
    }, every);
    told.up(said);
  };

  const hear = (said) => {
    heardAt = Date.now();
    if (said.type === "welcome") welcome(said);
    else if (said.type === "bye") restsFor = said.retry_after_ms ?? 0;
    else told[said.type]?.(said);
  };

  const open = async () => {
    quiet();
    // The newest try counts: somebody may press "Try now" while another waits for its answer, or for its welcome.
    const mine = (tries += 1);
    const before = socket;
    socket = undefined;
    before?.close();
    let ticket;
    try {
      ({ ticket } = await post(addresses.ticket, who()));
    } catch (problem) {
      if (isClosed || mine !== tries) return;
      const { why } = problem instanceof Refused ? problem : { why: "away" };
      if (why !== "away") {
        end();
        (told[why] ?? told.gone)();
      } else failedOnce();
      return;
    }
    if (isClosed || mine !== tries) return;
    const address = new URL(addresses.socket, location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const opened = new WebSocket(address);
    socket = opened;
    giveUp = setTimeout(() => {
      // Somebody between us and the server holds it back.
      failed = fails;
      socket = undefined;
      opened.close();
      lost();
    }, PATIENCE_MS);
    opened.addEventListener("open", () => opened.send(JSON.stringify({ type: "hello", v: VERSION, ticket })));
    opened.addEventListener("message", ({ data }) => opened === socket && hear(JSON.parse(data)));
    opened.addEventListener("close", ({ code }) => opened === socket && lost(code));
  };

  addEventListener("offline", cut);
  open();
  return {
    draft: (turn, rev, text) => send({ type: "draft", turn, rev, text }),
    answer: (turn, text) => send({ type: "answer", turn, text }),
    act: (act, turn) => send({ type: "act", do: act, turn }),
    piece: sendPiece,
    segment: (segment) => send({ type: "segment", ...segment }),
    again: (last) => send({ type: "again", ...last }),
    spoken: (turn, spoken, ended_ms) => send({ type: "answer", turn, spoken, ended_ms }),
    heard: (heard) => send({ type: "heard", ...heard }),
    now: () => {
      if (!isUp && !isClosed && cancel) open();
    },
    close: end,
  };
};
