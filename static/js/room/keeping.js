// What was written here and is not yet known to be kept by the server: by interview and turn, in this browser.
//
// A draft stands here from its first letter until the server has kept it, an answer from the moment it is sent until it is
// acknowledged. So a closed tab, a dead battery or a server that is away loses nothing.

const memory = new Map();

// Browsers may refuse storage, or have no room: then it is kept for as long as the page lives, and the page says so.
const store = {
  read(name) {
    try {
      return memory.get(name) ?? localStorage.getItem(name);
    } catch {
      return memory.get(name);
    }
  },
  write(name, value) {
    try {
      localStorage.setItem(name, value);
      memory.delete(name);
    } catch {
      memory.set(name, value);
    }
  },
  remove(name) {
    memory.delete(name);
    try {
      localStorage.removeItem(name);
    } catch {
      // See above.
    }
  },
};

const names = () => {
  try {
    return [...Object.keys(localStorage), ...memory.keys()];
  } catch {
    return [...memory.keys()];
  }
};

const parsed = (value) => {
  try {
    return value ? JSON.parse(value) : null;
  } catch {
    return null;
  }
};

export const keepingOf = (interview) => {
  const nameOf = (kind, turn) => `room/${interview}/${kind}/${turn}`;
  const turnsOf = (kind) => {
    const begin = nameOf(kind, "");
    const turns = names().filter((name) => name.startsWith(begin));
    return [...new Set(turns.map((name) => Number(name.slice(begin.length))))].sort((a, b) => a - b);
  };
  return {
    // `base`: what the server had when this was begun.
    keepDraft: (turn, text, base) => store.write(nameOf("draft", turn), JSON.stringify({ text, base })),
    draft: (turn) => parsed(store.read(nameOf("draft", turn))),
    forgetDraft: (turn) => store.remove(nameOf("draft", turn)),
    keepAnswer: (turn, text) => store.write(nameOf("answer", turn), JSON.stringify({ text })),
    answer: (turn) => parsed(store.read(nameOf("answer", turn)))?.text,
    forgetAnswer: (turn) => store.remove(nameOf("answer", turn)),
    // A spoken one: which segments it is made of, and when the last sound was.
    keepSpoken: (turn, answer) => store.write(nameOf("spoken", turn), JSON.stringify(answer)),
    spoken: (turn) => parsed(store.read(nameOf("spoken", turn))),
    forgetSpoken: (turn) => store.remove(nameOf("spoken", turn)),
    // A spoken one that was begun anew: the last recording that does not count.
    keepAgain: (turn, last) => store.write(nameOf("again", turn), JSON.stringify(last)),
    again: (turn) => parsed(store.read(nameOf("again", turn))),
    forgetAgain: (turn) => store.remove(nameOf("again", turn)),
    begunAgain: () => turnsOf("again"),
    begun: () => turnsOf("draft"),
    // Whether all of it outlives this page.
    isSafe: () => memory.size === 0,
    // Turns whose answers are on their way.
    unanswered: () => turnsOf("answer"),
    unansweredAloud: () => turnsOf("spoken"),
    // What somebody chose for this interview: how they answer, and so on.
    choose: (name, value) => store.write(nameOf("choice", name), JSON.stringify(value)),
    chosen: (name) => parsed(store.read(nameOf("choice", name))),
    // All but what was begun anew.
    forgetWords: () => {
      const theirs = new Set(names().filter((name) => name.startsWith(`room/${interview}/`)));
      for (const name of theirs) if (!name.startsWith(nameOf("again", ""))) store.remove(name);
    },
  };
};

// One text of what the server has and what stands here. Where both went on from the same point, neither is thrown away.
export const merged = (theirs, mine) => {
  if (!mine || mine.text === theirs) return theirs;
  if (theirs === mine.base || !theirs || mine.text.startsWith(theirs)) return mine.text;
  return theirs.includes(mine.text) ? theirs : `${theirs}\n\n${mine.text}`;
};
