// The interview by voice: who makes a sound when, and what becomes of it.
//
// turns.js has the states. What is heard here is kept in this browser (store.js) and sent (sender.js) until the server has it; the
// server writes it down and paints it. Whatever fails, the recording stays, and typing is a press away.

import { openAnswer } from "./answer.js";
import { makeAsked } from "./asked.js";
import { makeAttention } from "./attention.js";
import { makeChoices } from "./choices.js";
import { makeClock } from "./clock.js";
import { listen } from "./controls.js";
import { beat } from "./devices.js";
import { makeFilming } from "./filming.js";
import { bringSoon } from "./late.js";
import { makeMicrophone } from "./microphone.js";
import { hideNote, showNote } from "./notes.js";
import { canRecognise } from "./recognition.js";
import { showKept, showTurn } from "./showing.js";
import { openStore } from "./store.js";
import { after } from "./turns.js";
import { makeWave } from "./wave.js";
import { problemBefore } from "../sound/problems.js";

// So long before hands-free takes an answer for finished, it says that it is about to.
const FORETOLD_MS = 1200;
const PAUSED = ["paused", "help"];

const byId = (id) => document.getElementById(id);

// `told.type(text)`: they would rather type, and this much was understood of what they said; `told.read()`: a question stands to
// be read, as there is no voice for it.
export const openVoice = async ({ page, keeping, way, told }) => {
  const { interview, hearing: heardBy, worklet, language } = page.dataset;
  const store = await openStore(interview);
  const wave = makeWave(byId("wave"));
  // The turn on the page: its number and key, whether it is open, and how the interview stands.
  let turn = { number: 0, key: "", isOpen: false, mood: "" };
  let state = "closed";
  let isOn = false;
  let isHeld = false;
  let isUp = false;
  let comesUp;
  const firstUp = new Promise((resolve) => (comesUp = resolve));
  let understood;

  const pending = () => Boolean(keeping.spoken(turn.number));
  // While nobody can listen to what was said, only typing adds to it.
  const isMine = () => turn.isOpen && turn.mood !== "held-up" && !pending();
  const isPaused = () => PAUSED.includes(turn.mood);
  const situation = () => ({ way: choices.style(), isHeld, isMine: isMine() });

  const choices = makeChoices({
    keeping,
    told: {
      style: () => {
        attention.interrupt();
        tell("way");
        paintState();
      },
      read: () => tell("answerNow"),
    },
  });

  // What the page shows of it

  const paintState = () => {
    const style = choices.style();
    const isEnding = state === "listening" && style === "free" && attention.hasSound() && attention.left() < FORETOLD_MS;
    showTurn(page, { state, style, isEnding });
  };

  const saidKept = () => isOn && showKept({ isBegun: answer.isBegun(), isUp, waiting: answer.waiting() });

  // What is heard and recorded

  const attention = makeAttention({
    keeping,
    told: {
      first: () => {
        clock.run();
        hideNote("nothing", "moved", "again");
      },
      none: () => showNote("nothing"),
      // Hands-free, a silence no longer ends what was interrupted.
      still: () => choices.style() === "free" && showNote("still"),
      goesOn: () => hideNote("still"),
    },
  });

  const answer = await openAnswer({
    interview,
    store,
    keeping,
    way,
    language,
    told: {
      turn: () => turn.number,
      changed: () => saidKept(),
      problems: attention.problems,
      nothing: () => noneOf(),
      filmLost: () => filming.end("camera-full"),
    },
  });

  // The turn goes on.
  const noneOf = () => {
    showNote("nothing");
    tell("mine");
  };

  const clock = makeClock({ longest: Number(page.dataset.longest) || Infinity, over: () => tell("done") });

  const filming = makeFilming({
    offered: page.dataset.camera,
    told: {
      sound: () => microphone.tracks(),
      begins: answer.film,
      isOpen: () => isOn && microphone.isOpen(),
    },
  });

  const letGo = () => {
    filming.off();
    microphone.close();
  };

  const levels = (frames) => {
    beat();
    const isTheirs = state === "listening";
    const now = attention.hear(frames, isTheirs);
    if (state !== "waiting") for (const { level } of frames) wave.hear(level);
    if (isTheirs) {
      answer.heard(now.isOpen, frames.map(({ level }) => level));
      if (choices.style() === "free" && attention.hasSound()) endOfSilence();
    } else if (state === "speaking" && asked.isByBrowser()) {
      // Nothing keeps that voice out of the microphone: it is not taken for theirs.
      attention.forget();
      answer.drop();
    } else if (state === "speaking" && isMine()) {
      // From its first sound on, in case that it is speech.
      answer.isMaybe(now.isOpen);
      if (now.isSpeech) tell("bargedIn");
    }
  };

  const endOfSilence = () => {
    paintState();
    if (attention.left() <= 0 && document.visibilityState === "visible") tell("done");
  };

  // Where the events lead

  const tell = (event) => {
    const before = state;
    state = after(state, event, situation());
    if (state === before) return;
    leave[before]?.();
    enter[state]?.(before);
    paintState();
  };

  const leave = {
    listening: () => {
      filming.rest();
      clock.stand();
      attention.keep();
      hideNote("still");
      if (state !== "ending") answer.rest();
    },
    speaking: () => {
      asked.stop();
      // What was in the way is no reason not to say it afterwards.
      if (state !== "closed" && state !== "moment") asked.heardAll();
      if (state !== "listening") answer.drop();
    },
  };

  const enter = {
    closed: () => {
      clock.stand();
      answer.drop();
      letGo();
      wave.rest();
    },
    moment: () => {
      // What something else took comes back by itself, as long as nobody lets go of it.
      if (isPaused()) letGo();
      wave.rest();
    },
    waiting: () => wave.rest(),
    listening: () => {
      answer.record();
      filming.record();
      if (attention.hasSound()) clock.run();
      attention.goOn();
    },
    speaking: () => attention.forget(),
    ending: () => end(),
  };

  const end = async () => {
    const isThere = await answer.finish(Date.now() - attention.silence());
    tell("sent");
    if (!isThere) noneOf();
  };

  const startAgain = () => {
    if (!isMine() || isPaused()) return;
    const isListening = state === "listening";
    if (!answer.startAgain()) {
      if (isListening) answer.record();
      return;
    }
    filming.cut();
    attention.begin(false);
    clock.stand();
    clock.reset();
    showNote("again");
    if (isListening) answer.record();
    byId("speak")?.focus();
    paintState();
    saidKept();
  };

  // What the interviewer says

  const sayAsked = () => {
    if (!isOn || state === "closed" || state === "moment" || !asked.isDue()) return;
    if (!choices.isAloud()) {
      if (asked.isWhole()) isRead();
      return;
    }
    tell("asked");
    if (state === "speaking") asked.say();
  };

  const isRead = () => {
    asked.heardAll();
    told.read();
    attention.interrupt();
    tell("said");
    if (isMine()) tell("mine");
  };

  const asked = makeAsked({ keeping, language, way, told: { said: () => tell("said"), unheard: isRead } });

  // The microphone

  const microphone = makeMicrophone({
    worklet,
    told: {
      levels,
      changes: attention.interrupt,
      isWanted: () => isOn,
      state: () => state,
      isPaused,
      ready: () => {
        answer.open(microphone.recorded());
        asked.open(microphone.context());
        if (heardBy === "browser") answer.recognise();
        return Promise.all([microphone.list(), firstUp]);
      },
      opened: () => {
        filming.begin();
        tell("opened");
        tell(isPaused() ? "moment" : "goOn");
        // While they pause there is none.
        byId("speak")?.focus({ preventScroll: true });
        sayAsked();
      },
      wasHidden: () => {
        if (!isOn || state !== "listening") return;
        showNote("hidden");
        attention.interrupt();
      },
      moment: () => tell("moment"),
      goesOn: () => {
        tell("goOn");
        sayAsked();
      },
      letsGo: letGo,
      lost: () => {
        tell("closed");
        letGo();
      },
    },
  });

  const begin = async () => {
    isOn = true;
    page.dataset.way = "voice";
    keeping.choose("way", "voice");
    paintState();
    await microphone.begin();
  };

  const type = () => {
    understood = [...byId("caption").querySelectorAll(".there")].map(({ textContent }) => textContent.trim()).join(" ");
    tell("closed");
    isOn = false;
    letGo();
    page.dataset.way = "typing";
    keeping.choose("way", "typing");
    hideNote();
    told.type(understood);
  };

  // What people do

  const press = () => {
    if (state === "speaking") tell("answerNow");
    else if (state === "listening") tell("done");
  };

  const hold = (is) => {
    isHeld = is;
    if (is && state === "speaking") tell("answerNow");
    tell(is ? "pressed" : "released");
  };

  const acts = {
    open: microphone.open,
    type,
    speak: () => {
      const written = byId("id_text").value.trim();
      if (written && written !== understood) showNote("written");
      begin();
    },
    finish: () => tell("done"),
    again: () => startAgain(),
    hide: () => hideNote(),
    unfilm: () => {
      filming.choose(false);
      byId("speak")?.focus();
    },
  };

  const fields = { ...choices.fields, ...microphone.fields, camera: ({ checked }) => filming.choose(checked) };
  listen({ page, acts, choices: fields, press, hold, isByHolding: () => choices.style() === "hold" });

  return {
    begin,
    isOn: () => isOn,
    canBegin: () => !problemBefore(window) && (heardBy !== "browser" || canRecognise()),
    isPending: pending,
    up: (said) => {
      isUp = true;
      comesUp();
      answer.up(said);
    },
    away: () => {
      isUp = false;
      answer.away();
      saidKept();
    },
    // Another page has the room now.
    stop: () => tell("closed"),
    // What was painted: the turn, and what is asked.
    shown: (present, question) => {
      const isOther = present.key !== turn.key;
      const isNext = present.number !== turn.number;
      turn = present;
      asked.shown(question);
      if (isOther) {
        attention.begin(answer.isBegun());
        clock.reset(answer.ms());
        if (turn.number) answer.forgetBefore(turn.number);
      }
      if (isPaused()) microphone.rest();
      else if (state === "moment") microphone.goOn();
      // What is recorded belongs to the turn in which it began.
      if (!isMine() || (isNext && state === "listening")) {
        if (state !== "speaking") tell("gone");
      }
      sayAsked();
      if (isMine()) tell("mine");
      paintState();
      saidKept();
    },
    // It can be heard, and its painting follows.
    sentence: (said) => {
      if (asked.comes(said)) sayAsked();
    },
    answered: answer.answered,
    ack: answer.ack,
    stored: answer.stored,
    refused: answer.refused,
    // The interviewer's last words are said before the page shows the end.
    over: async (goodbye) => {
      if (isOn && goodbye && choices.isAloud()) {
        tell("closed");
        await asked.sayGoodbye(goodbye);
      }
    },
    // What the next page cannot find is brought from here.
    settle: () => store.isSafe() || bringSoon({ interview, addresses: page.dataset, store, begunAgain: keeping.begunAgain().map(keeping.again) }),
  };
};
