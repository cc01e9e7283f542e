// Sends what was recorded, as much as the server takes at once, until it has stored it; and sends it again from where the server
// stands, after a cut, after a reload, or when something came to harm on the way.
//
// What a camera recorded waits behind what was said, and nothing waits for it: one piece of it at a time is in the air.
//
// A segment is known by (turn, epoch, segment): of the connection that there was when its recording began, however often the page
// connects again. An answer is said after everything that belongs to it.

const HEX = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const MOST_TRIES = 5;
// Why nothing but a camera's recording is refused.
const OF_CAMERA = ["no-camera", "unreadable"];
// Until the server says how much it takes.
const CREDIT = 8;

const joined = (pieces) => new Blob(pieces).arrayBuffer();
const nameOf = ({ turn, epoch, segment }) => `${turn}.${epoch}.${segment}`;
const inOrder = (a, b) => a.turn - b.turn || a.epoch - b.epoch || a.segment - b.segment;

// `told.changed()`: something was kept, sent or stored; `told.lost(kind, turn)`: a segment will never be taken;
// `told.filmLost(kind)`: one of a camera.
export const openSender = async ({ interview, store, way, told }) => {
  const known = new Map();
  const answers = new Map();
  // The newest number of each turn and epoch: none is ever given twice.
  const numbers = new Map();
  let credit = CREDIT;
  let isUp = false;

  const all = () => [...known.values()].sort(inOrder);
  const of = (turn) => all().filter((each) => each.turn === turn);
  // Those that count: without what was said before they began anew.
  const counting = (turn) => of(turn).filter(({ isAside, camera }) => !isAside && !camera);
  const kept = ({ key, turn, epoch, segment, camera, at, ms, mime, sha256, count, isWhole, isStored, isAside, text, problems }) => ({
    key, interview, turn, epoch, segment, camera, at, ms, mime, sha256, count, isWhole, isStored, isAside, text, problems,
  });
  const keep = (segment) => store.keepSegment(kept(segment));

  const airborne = (segments) => segments.reduce((sum, { sent, upto, isStored }) => sum + (isStored ? 0 : sent - upto), 0);
  const ofCamera = () => all().filter(({ camera }) => camera);
  const ofVoice = () => all().filter(({ camera }) => !camera);
  const isVoiceSent = () => ofVoice().every(({ sent, pieces, isStored }) => isStored || sent === pieces.length);
  const mayGo = ({ camera }) => airborne(all()) < credit && (!camera || (isVoiceSent() && !airborne(ofCamera())));

  const sendPieces = (segment) => {
    const { turn: of, epoch: by, segment: at, camera: isOfCamera } = segment;
    while (segment.sent < segment.pieces.length && mayGo(segment)) {
      way().piece({ turn: of, epoch: by, segment: at, piece: segment.sent, camera: isOfCamera }, segment.pieces[segment.sent]);
      segment.sent += 1;
    }
    if (!segment.isWhole || segment.isSaid || segment.sent < segment.pieces.length) return;
    segment.isSaid = true;
    const { turn, epoch, segment: number, camera, count, mime, ms, sha256, text, problems } = segment;
    way().segment({ turn, epoch, segment: number, camera, pieces: count, mime, ms, sha256, text, problems });
  };

  const isOnItsWay = ({ turn }) => counting(turn).every(({ isSaid, isStored }) => isSaid || isStored);

  const sendAnswers = () => {
    for (const answer of answers.values()) {
      if (answer.isSaid || !isOnItsWay(answer)) continue;
      answer.isSaid = true;
      way().spoken(answer.turn, answer.spoken, Math.max(0, Date.now() - answer.endedAt));
    }
  };

  const pump = () => {
    told.changed();
    if (!isUp) return;
    for (const segment of [...ofVoice(), ...ofCamera()]) if (!segment.isStored) sendPieces(segment);
    sendAnswers();
  };

  const finish = async (segment, more) => {
    segment.sha256 = HEX(await crypto.subtle.digest("SHA-256", await joined(segment.pieces)));
    Object.assign(segment, more, { count: segment.pieces.length, isWhole: true });
    await keep(segment);
    pump();
  };

  const takeUp = (meta, pieces) => known.set(meta.key, { ...meta, pieces, upto: 0, sent: 0, tries: 0, isSaid: false });

  // What a page that was closed has left behind; a recording that was cut off is whole as far as it goes.
  const takeUpAll = async () => {
    for (const meta of await store.segments()) {
      const pieces = meta.isStored ? [] : await store.pieces(meta.key);
      if (!meta.isStored && !pieces.length) {
        await store.forget([meta]);
        continue;
      }
      takeUp(meta, pieces);
      if (!meta.isWhole) await finish(known.get(meta.key), { ms: 1000 * pieces.length });
    }
  };

  const isStored = (segment) => {
    if (!segment || segment.isStored) return;
    segment.isStored = true;
    segment.pieces = [];
    keep(segment);
    store.forgetPieces(segment.key);
    pump();
  };

  const from = (segment, upto) => Object.assign(segment, { upto, sent: upto, isSaid: false });

  const drop = (segments) => {
    for (const { key } of segments) known.delete(key);
    store.forget(segments);
  };

  await takeUpAll();
  return {
    // A recording begins; returns what takes its pieces, and what ends it.
    begin: ({ turn, epoch, mime, camera }) => {
      const number = 1 + (numbers.get(`${turn}.${epoch}`) ?? 0);
      numbers.set(`${turn}.${epoch}`, number);
      const meta = { key: `${interview}/${nameOf({ turn, epoch, segment: number })}`, turn, epoch, segment: number, camera, at: Date.now(), mime };
      takeUp(meta, []);
      const segment = known.get(meta.key);
      keep(segment);
      return {
        take: (bytes) => {
          if (!known.has(segment.key)) return;
          segment.pieces.push(bytes);
          store.keepPiece(segment.key, segment.pieces.length - 1, bytes);
          pump();
        },
        finish: (more) => (segment.pieces.length && known.has(segment.key) ? finish(segment, more) : drop([segment])),
      };
    },
    // "Done": what was spoken for this turn, here or by a page before.
    answer: (answer) => {
      answers.set(answer.turn, { ...answer, isSaid: false });
      pump();
    },
    // What was recorded of a turn so far does not count; it is kept and sent all the same. Returns the name of its last recording.
    setAside: (turn) => {
      if (!counting(turn).length) return undefined;
      const aside = of(turn);
      for (const segment of aside) {
        segment.isAside = true;
        keep(segment);
      }
      return aside.at(-1);
    },
    spoken: (turn) => counting(turn).map(({ epoch, segment }) => [epoch, segment]),
    // How much of a turn is known to be recorded.
    msOf: (turn) => counting(turn).reduce((sum, { ms }) => sum + (ms ?? 0), 0),
    // Nothing may have been heard in it, and the turn goes on: its segments stay known.
    answered: (turn) => answers.delete(turn),
    forgetBefore: (turn) => drop(all().filter((each) => each.turn < turn && each.isStored)),
    // Seconds of their voice that are kept here and nowhere else.
    waiting: () => ofVoice().reduce((sum, { pieces, upto, isStored }) => sum + (isStored ? 0 : pieces.length - upto), 0),
    // Those that are not known to be stored.
    owed: () => all().filter(({ isStored }) => !isStored),
    up: ({ credit: most = CREDIT, segments }) => {
      isUp = true;
      credit = most;
      const theirs = new Map(segments?.map((each) => [nameOf(each), each]));
      for (const segment of all()) {
        const there = theirs.get(nameOf(segment));
        segment.tries = 0;
        if (there?.stored) isStored(segment);
        else if (!segment.isStored) from(segment, Math.min(segments ? (there?.upto ?? 0) : segment.upto, segment.pieces.length));
      }
      for (const answer of answers.values()) answer.isSaid = false;
      pump();
    },
    away: () => {
      isUp = false;
    },
    ack: (said) => {
      credit = said.credit ?? credit;
      const segment = known.get(`${interview}/${nameOf(said)}`);
      if (segment) segment.upto = Math.max(segment.upto, Math.min(said.upto, segment.sent));
      pump();
    },
    stored: (said) => isStored(known.get(`${interview}/${nameOf(said)}`)),
    refused: (said) => {
      const segment = known.get(`${interview}/${nameOf(said)}`);
      if (segment?.isStored) return;
      if (!segment) {
        if (!OF_CAMERA.includes(said.kind)) told.lost(said.kind, said.turn);
        return;
      }
      segment.tries += 1;
      const isAgain = (said.kind === "missing" || said.kind === "damaged") && segment.tries < MOST_TRIES;
      const answer = answers.get(segment.turn);
      if (answer) answer.isSaid = false;
      if (isAgain) {
        from(segment, said.kind === "missing" ? (said.upto ?? 0) : 0);
      } else {
        drop([segment]);
        if (segment.camera) told.filmLost(said.kind);
        else told.lost(said.kind, segment.turn);
      }
      pump();
    },
  };
};
