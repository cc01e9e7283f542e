// The browser's own recognition, for companies without a provider that transcribes: what it understood goes with each segment.

const LAST_WORDS_MS = 1500;
const Recognition = () => window.SpeechRecognition ?? window.webkitSpeechRecognition;

export const canRecognise = () => Boolean(Recognition());

// `told.coming(text)`: words that may still change; `told.failed()`: it understands nothing, and will not.
export const makeRecognition = ({ language, told }) => {
  let recognition, ended;
  let isWanted = false;
  let words = [];

  const start = () => {
    recognition = new (Recognition())();
    Object.assign(recognition, { lang: language, continuous: true, interimResults: true });
    recognition.onresult = ({ results, resultIndex }) => {
      const fresh = [...results].slice(resultIndex);
      for (const result of fresh) if (result.isFinal) words.push(result[0].transcript.trim());
      told.coming(fresh.filter(({ isFinal }) => !isFinal).map(([{ transcript }]) => transcript.trim()).join(" "));
    };
    ended = new Promise((resolve) => {
      recognition.onend = () => {
        resolve();
        // Browsers stop by themselves after a while.
        if (isWanted) start();
      };
    });
    recognition.onerror = ({ error }) => {
      if (error === "no-speech" || error === "aborted") return;
      isWanted = false;
      told.failed();
    };
    try {
      recognition.start();
    } catch {
      isWanted = false;
    }
  };

  return {
    begin: () => {
      if (isWanted) return;
      isWanted = true;
      start();
    },
    end: async () => {
      if (!isWanted) return;
      isWanted = false;
      recognition.stop();
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS))]);
    },
    // What was understood since this was asked last.
    taken: () => words.splice(0).join(" "),
  };
};
