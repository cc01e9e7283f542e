// What is asked: said aloud once, whatever stands between, and told to the server as far as it was heard.

import { sentencesOf, showAllSaid, showSaid } from "./captions.js";
import { makePlayer } from "./player.js";

const LONGEST_GOODBYE_MS = 30_000;

// `way()`: how the server is told what was heard. `told.said()`: all of it was; `told.unheard()`: there is no voice for it.
export const makeAsked = ({ keeping, language, way, told }) => {
  let asked = { key: "", turn: 0, sentences: [], isWhole: false };
  let player, saysGoodbye;
  let isByBrowser = false;

  const heardAll = () => keeping.choose("heard", asked.key);

  const progress = (turn, n, part) => {
    const sentence = asked.sentences.find((each) => each.n === n);
    if (turn === asked.turn && sentence) showSaid(document.getElementById("question"), sentence.text, part);
  };

  const said = (heard) => {
    way().heard(heard);
    heardAll();
    showAllSaid();
    told.said();
    saysGoodbye?.();
  };

  // The page says how that voice is interrupted.
  const by = (isBrowsers) => {
    isByBrowser = isBrowsers;
    document.getElementById("room-page").dataset.sayer = isBrowsers ? "browser" : "ours";
  };

  // A turn that is still worded is said as far as it is known.
  const read = ({ said: key, turn, text, sentences, speaks, speed }) => {
    if (!sentences) return { key, turn, sentences: sentencesOf(text, language), speed, isWhole: true };
    const isComing = speaks > turn;
    return { key: isComing ? `${speaks}.0` : key, turn: speaks, sentences, speed, isWhole: !isComing };
  };

  const say = () => {
    player.speed(asked.speed);
    player.say(asked.turn, asked.sentences, asked.isWhole);
  };

  return {
    open: (context) => {
      player ??= makePlayer({
        context,
        language,
        told: { begins: (heard) => way().heard(heard), by, progress, said, unheard: () => (saysGoodbye ? saysGoodbye() : told.unheard()) },
      });
    },
    shown: (question) => {
      const shown = read(question);
      // What was painted before a sentence came, and arrives after it, does not take it back.
      const isBefore = shown.turn < asked.turn || (shown.key === asked.key && shown.sentences.length < asked.sentences.length);
      if (asked.isWhole || !shown.turn || !isBefore) asked = shown;
    },
    // A sentence of a reply that is still worded. Returns whether it is the next one.
    comes: ({ turn, n, text, url }) => {
      const isMore = turn === asked.turn && !asked.isWhole;
      const sentences = isMore ? asked.sentences : [];
      if (turn < asked.turn || (turn === asked.turn && !isMore) || n !== sentences.length + 1) return false;
      asked = { key: `${turn}.0`, turn, sentences: [...sentences, { turn, n, text, url }], speed: asked.speed, isWhole: false };
      return true;
    },
    // Before the first turn there is nothing that could be heard to its end.
    isDue: () => Boolean(asked.key && asked.turn) && keeping.chosen("heard") !== asked.key,
    isWhole: () => asked.isWhole,
    isByBrowser: () => isByBrowser,
    say,
    heardAll,
    stop: () => {
      showAllSaid();
      const heard = player?.stop();
      if (heard) way().heard(heard);
    },
    // The interviewer's last words.
    sayGoodbye: async (goodbye) => {
      if (!player) return;
      document.getElementById("question").textContent = goodbye.text;
      const isSaid = new Promise((resolve) => (saysGoodbye = resolve));
      asked = read({ ...goodbye, said: "goodbye", turn: goodbye.speaks });
      say();
      await Promise.race([isSaid, new Promise((resolve) => setTimeout(resolve, LONGEST_GOODBYE_MS))]);
    },
  };
};
