// Says what the interviewer says: sentence after sentence without gaps, through the room's one AudioContext. Where a sentence has
// no sound, the browser's own voice says it; where there is none either, it stands to be read.

import { DELAY_MS } from "./hearing.js";
import { soundOf } from "./sound.js";
import { stretched } from "./stretch.js";

const AHEAD_S = 0.05;
const BETWEEN_S = 0.12;
const LETTERS_A_SECOND = 15;
const TICK_MS = 100;
const VOICES_AFTER_MS = 400;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const voiceFor = async (language) => {
  if (!window.speechSynthesis) return null;
  if (!speechSynthesis.getVoices().length) await pause(VOICES_AFTER_MS);
  const fitting = speechSynthesis.getVoices().filter(({ lang }) => lang.toLowerCase().startsWith(language));
  return fitting.find(({ localService }) => localService) ?? fitting[0] ?? null;
};

// `told.begins(heard)`: the first sound of a turn; `told.by(isBrowsers)`: whose voice a sentence is said by; `told.progress(turn, n,
// part)`: how far it is said, from 0 to 1; `told.said(heard)`: there is no more to come; `told.unheard(turn)`: there is no voice.
export const makePlayer = ({ context, language, told }) => {
  let run;
  // How much longer than usual it lasts.
  let times = 1;

  const begins = (mine, { n, spokenFrom }) => {
    told.by(spokenFrom !== undefined);
    if (mine.hasBegun) return;
    mine.hasBegun = true;
    told.begins({ turn: mine.turn, sentence: n, ms: 0, whole: false });
  };

  const schedule = (mine, item, { samples, rate }) => {
    const buffer = new AudioBuffer({ length: Math.max(1, samples.length), sampleRate: rate });
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(context.destination);
    const at = Math.max(mine.until, context.currentTime + AHEAD_S);
    item.from ??= at;
    begins(mine, item);
    source.start(at);
    mine.until = at + buffer.duration;
    item.seconds = mine.until - item.from;
    mine.sources.add(source);
    source.onended = () => mine.sources.delete(source);
  };

  const byOurs = async (mine, item) => {
    const parts = [];
    for await (const part of soundOf(item.url, context, mine.abort.signal)) {
      if (mine !== run) return;
      if (times !== 1) parts.push(part);
      else schedule(mine, item, part);
    }
    if (parts.length) {
      const samples = new Float32Array(parts.reduce((sum, part) => sum + part.samples.length, 0));
      parts.reduce((at, part) => (samples.set(part.samples, at), at + part.samples.length), 0);
      schedule(mine, item, { samples: stretched(samples, parts[0].rate, times), rate: parts[0].rate });
    }
    item.isWhole = true;
    mine.until += BETWEEN_S;
  };

  const untilSilent = async (mine) => {
    while (mine === run && context.currentTime < mine.until) await pause(Math.min(200, 1000 * (mine.until - context.currentTime) + 10));
  };

  const byBrowser = async (mine, item) => {
    const voice = await voiceFor(language);
    if (!voice || mine !== run) return false;
    await untilSilent(mine);
    if (mine !== run) return false;
    const utterance = new SpeechSynthesisUtterance(item.text);
    Object.assign(utterance, { voice, lang: voice.lang, rate: 1 / times });
    item.spokenFrom = performance.now();
    begins(mine, item);
    // Some browsers forget to say that they have ended.
    const longest = 4000 + (2000 * item.text.length) / LETTERS_A_SECOND;
    const isSaid = await new Promise((resolve) => {
      utterance.onend = () => resolve(true);
      utterance.onerror = () => resolve(false);
      setTimeout(() => resolve(true), longest);
      mine.abort.signal.addEventListener("abort", () => resolve(false));
      speechSynthesis.speak(utterance);
    });
    item.isWhole = true;
    return isSaid;
  };

  const sayOne = async (mine, item) => {
    try {
      if (item.url) {
        await byOurs(mine, item);
        return true;
      }
    } catch {
      if (mine !== run) return false;
      // What has begun to sound is not said again by another voice, and counts as far as it was heard.
      if (item.from !== undefined) {
        item.isBroken = true;
        return true;
      }
    }
    return mine === run && byBrowser(mine, item);
  };

  const finish = async (mine) => {
    await untilSilent(mine);
    const last = mine.items.findLast(({ wasSaid }) => wasSaid);
    // What is recorded comes later than it is heard: the end of a browser's voice would be the beginning of their answer.
    if (last?.spokenFrom !== undefined) await pause(DELAY_MS);
    if (mine !== run) return;
    clearInterval(mine.ticks);
    run = undefined;
    if (last) told.said({ turn: mine.turn, sentence: last.n, ms: msOf(last), whole: !last.isBroken });
    else told.unheard(mine.turn);
  };

  const go = async (mine) => {
    if (mine.isGoing) return;
    mine.isGoing = true;
    for (let item; mine === run && (item = mine.items.find((each) => !each.isTaken)); ) {
      item.isTaken = true;
      item.wasSaid = await sayOne(mine, item);
    }
    mine.isGoing = false;
    if (mine === run && mine.isWhole && mine.items.every(({ isTaken }) => isTaken)) await finish(mine);
  };

  const elapsed = (item) => {
    if (item.from !== undefined) return context.currentTime - item.from;
    return item.spokenFrom === undefined ? -1 : (performance.now() - item.spokenFrom) / 1000;
  };

  // No more than there is sound of.
  const msOf = (item) => Math.max(0, Math.round(1000 * Math.min(elapsed(item), item.seconds ?? Infinity)));

  const present = (mine) => mine.items.findLast((item) => elapsed(item) >= 0);

  const tick = (mine) => {
    const item = present(mine);
    if (!item) return;
    const seconds = item.isWhole && item.seconds ? item.seconds : Math.max(item.seconds ?? 0, item.text.length / LETTERS_A_SECOND);
    told.progress(mine.turn, item.n, Math.min(1, elapsed(item) / seconds));
  };

  const begin = (turn) => {
    stop();
    run = { turn, items: [], sources: new Set(), abort: new AbortController(), until: 0 };
    const mine = run;
    told.by(false);
    mine.ticks = setInterval(() => tick(mine), TICK_MS);
  };

  // Returns how much was heard, where something was being said.
  const stop = () => {
    const mine = run;
    if (!mine) return null;
    run = undefined;
    clearInterval(mine.ticks);
    mine.abort.abort();
    for (const source of mine.sources) source.stop();
    window.speechSynthesis?.cancel();
    const item = present(mine);
    return { turn: mine.turn, sentence: item?.n ?? mine.items[0]?.n ?? 1, ms: item ? msOf(item) : 0, whole: false };
  };

  return {
    // Sentences that were given before are passed over; `isWhole`: no more will come.
    say: (turn, sentences, isWhole) => {
      if (run?.turn !== turn) begin(turn);
      const mine = run;
      for (const { n, text, url } of sentences) {
        if (!mine.items.some((item) => item.n === n)) mine.items.push({ n, text, url });
      }
      mine.isWhole = isWhole;
      go(mine);
    },
    stop,
    isSpeaking: () => Boolean(run),
    // In hundredths of the usual pace.
    speed: (hundredths) => {
      times = 100 / hundredths;
    },
  };
};
