// What was recorded here and is not yet stored by the server: pieces and what is known of their segments, by interview, in this
// browser. So a closed tab, a dead battery or a server that is away loses nothing that was heard.

const NAME = "colloquy.voice";
const FORGOTTEN_AFTER_MS = 14 * 24 * 3600 * 1000;
// Some browsers never say whether they open it; nobody waits for that to speak or to type.
const OPENS_WITHIN_MS = 3000;

const opened = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("segments", { keyPath: "key" });
      request.result.createObjectStore("pieces", { keyPath: ["key", "number"] });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    setTimeout(reject, OPENS_WITHIN_MS);
  });

// What was taken and not written, as on a disk that is full, is not done.
const done = (request) =>
  new Promise((resolve, reject) => {
    request.transaction.oncomplete = () => resolve(request.result);
    request.transaction.onabort = () => reject(request.transaction.error);
  });

// Browsers may refuse storage, or have no room: then it is kept for as long as the page lives.
const inMemory = () => {
  const segments = new Map();
  const pieces = new Map();
  return {
    putSegment: async (segment) => segments.set(segment.key, segment),
    putPiece: async (piece) => pieces.set(`${piece.key} ${piece.number}`, piece),
    segments: async () => [...segments.values()],
    pieces: async (key) => [...pieces.values()].filter((piece) => piece.key === key),
    dropPieces: async (key) => {
      for (const [name, piece] of pieces) if (piece.key === key) pieces.delete(name);
    },
    dropSegment: async (key) => segments.delete(key),
    isSafe: () => false,
  };
};

const inDatabase = (database) => {
  const at = (name, mode) => database.transaction(name, mode).objectStore(name);
  const ofSegment = (key) => IDBKeyRange.bound([key, 0], [key, Infinity]);
  return {
    putSegment: (segment) => done(at("segments", "readwrite").put(segment)),
    putPiece: (piece) => done(at("pieces", "readwrite").put(piece)),
    segments: () => done(at("segments", "readonly").getAll()),
    pieces: (key) => done(at("pieces", "readonly").getAll(ofSegment(key))),
    dropPieces: (key) => done(at("pieces", "readwrite").delete(ofSegment(key))),
    dropSegment: (key) => done(at("segments", "readwrite").delete(key)),
  };
};

// What a full disk, a private window or a store that the browser has closed refuses is kept in memory; of what stands in both,
// that is the newer.
const withSpare = (first) => {
  const spare = inMemory();
  // A store that was closed throws at once, and one that is full says so later.
  const ask = async (name, given) => first[name](given);
  let isSafe = true;
  const attempt = (name) => (given) =>
    ask(name, given).catch(() => {
      isSafe = false;
      return spare[name](given);
    });
  const both = (name, nameOf) => async (given) => {
    const found = [...(await ask(name, given).catch(() => [])), ...(await spare[name](given))];
    return [...new Map(found.map((each) => [nameOf(each), each])).values()];
  };
  const each = (name) => async (given) => {
    await ask(name, given).catch(() => {});
    await spare[name](given);
  };
  return {
    putSegment: attempt("putSegment"),
    putPiece: attempt("putPiece"),
    segments: both("segments", ({ key }) => key),
    pieces: both("pieces", ({ number }) => number),
    dropPieces: each("dropPieces"),
    dropSegment: each("dropSegment"),
    isSafe: () => isSafe,
  };
};

const forget = async (store, segments) => {
  for (const { key } of segments) {
    await store.dropPieces(key);
    await store.dropSegment(key);
  }
};

export const openStore = async (interview) => {
  const store = await opened().then((database) => withSpare(inDatabase(database)), inMemory);
  const isOld = ({ at }) => Date.now() - at > FORGOTTEN_AFTER_MS;
  await forget(store, (await store.segments()).filter(isOld));
  return {
    // Of this interview, in the order in which they were spoken.
    segments: async () =>
      (await store.segments())
        .filter((each) => each.interview === interview)
        .sort((a, b) => a.turn - b.turn || a.epoch - b.epoch || a.segment - b.segment),
    keepSegment: (segment) => store.putSegment(segment),
    keepPiece: (key, number, bytes) => store.putPiece({ key, number, bytes }),
    // As far as they go without a gap.
    pieces: async (key) =>
      (await store.pieces(key))
        .sort((a, b) => a.number - b.number)
        .filter(({ number }, at) => number === at)
        .map(({ bytes }) => bytes),
    forgetPieces: (key) => store.dropPieces(key),
    // Whether all of it outlives this page.
    isSafe: () => store.isSafe(),
    forget: (segments) => forget(store, segments),
    forgetAll: async () => forget(store, (await store.segments()).filter((each) => each.interview === interview)),
  };
};
