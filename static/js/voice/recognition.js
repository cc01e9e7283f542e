// The browser's own recognition, for companies without a provider that transcribes: what it understood goes with each segment.
//
// It finds words a while after they were said. So whoever asks for them waits that long, and what comes later than that still
// belongs to the turn in which it was said, and to no other.

const LAST_WORDS_MS = 1500;
// One that ends sooner than this is not asked again at once.
const SHORTEST_MS = 1000;
const Recognition = () => window.SpeechRecognition ?? window.webkitSpeechRecognition;

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export const canRecognise = () => Boolean(Recognition());

// `told.coming(text)`: words that may still change; `told.failed()`: it understands nothing, and will not.
export const makeRecognition = ({ language, told }) => {
  // What was understood and not given away yet, by turn.
  const words = new Map();
  let isWanted = false;
  let now;
  let isOver = Promise.resolve();
  // Those who wait for words, one after the other.
  let given = Promise.resolve();
  let waiting = 0;

  const start = (turn) => {
    const recognition = new (Recognition())();
    const began = performance.now();
    const mine = { recognition, turn, coming: "" };
    Object.assign(recognition, { lang: language, continuous: true, interimResults: true });
    recognition.onresult = ({ results, resultIndex }) => {
      if (mine.isDropped) return;
      const fresh = [...results].slice(resultIndex);
      const found = fresh.filter(({ isFinal }) => isFinal).map(([{ transcript }]) => transcript.trim());
      words.set(turn, [...(words.get(turn) ?? []), ...found]);
      mine.coming = fresh.filter(({ isFinal }) => !isFinal).map(([{ transcript }]) => transcript.trim()).join(" ");
      if (now === mine) told.coming(mine.coming);
    };
    recognition.onerror = ({ error }) => {
      if (error === "no-speech" || error === "aborted") return;
      isWanted = false;
      told.failed();
    };
    mine.ended = new Promise((resolve) => {
      recognition.onend = async () => {
        resolve();
        if (now !== mine) return;
        now = undefined;
        told.coming("");
        // Browsers stop by themselves after a while.
        if (performance.now() - began < SHORTEST_MS) await wait(SHORTEST_MS);
        if (isWanted && !now) start(turn);
      };
    });
    now = mine;
    try {
      recognition.start();
    } catch {
      now = undefined;
      isWanted = false;
      told.failed();
    }
  };

  return {
    begin: async (turn) => {
      if (isWanted) return;
      isWanted = true;
      // Two at once take the microphone from each other.
      await isOver;
      if (isWanted && !now) start(turn);
    },
    end: () => {
      isWanted = false;
      if (!now) return isOver;
      const last = now;
      now = undefined;
      told.coming("");
      last.recognition.stop();
      isOver = Promise.race([last.ended, wait(LAST_WORDS_MS)]);
      return isOver;
    },
    // Whether words of this turn are there, or on their way, that nobody waits for.
    isOwed: (turn) => !waiting && Boolean(words.get(turn)?.length || (now?.turn === turn && now.coming)),
    // What was understood in this turn since this was asked last.
    taken: (turn) => {
      const soon = now ? Promise.race([now.ended, wait(LAST_WORDS_MS)]) : undefined;
      waiting += 1;
      // In the order in which it was asked; and meanwhile it may have come to its end.
      given = Promise.all([given, soon]).then(() => isOver).then(() => {
        waiting -= 1;
        const found = words.get(turn) ?? [];
        words.delete(turn);
        return found.join(" ");
      });
      return given;
    },
    // What they said does not count.
    forget: (turn) => {
      words.delete(turn);
      if (now?.turn !== turn) return;
      now.isDropped = true;
      told.coming("");
      now.recognition.abort();
    },
  };
};
