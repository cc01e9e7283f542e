// The interview by voice: who makes a sound when, and what becomes of it.
//
// turns.js has the states. What is heard here is kept in this browser (store.js) and sent (sender.js) until the server has it; the
// server writes it down and paints it. Whatever fails, the recording stays, and typing is a press away.

import { makeCamera } from "./camera.js";
import { canRecognise, makeRecognition } from "./recognition.js";
import { makeClock } from "./clock.js";
import { sentencesOf, showAllSaid, showSaid } from "./captions.js";
import { lasting, watchDevices } from "./devices.js";
import { makeGate } from "./gate.js";
import { openHearing } from "./hearing.js";
import { hideNote, showNote } from "./notes.js";
import { LONGEST_MS, makePatience } from "./patience.js";
import { makePlayer } from "./player.js";
import { makeQuality } from "./quality.js";
import { makeRecorder } from "./recorder.js";
import { openSender } from "./sender.js";
import { openStore } from "./store.js";
import { after } from "./turns.js";
import { makeWave } from "./wave.js";
import { wantCamera, wantsCamera } from "../sound/camera.js";
import { listMicrophones, permission, rememberMicrophone } from "../sound/microphone.js";
import { problemBefore, problemOf } from "../sound/problems.js";
import { listSpeakers, playThrough, rememberSpeaker } from "../sound/speaker.js";
import { show } from "../states.js";

// So long before hands-free takes an answer for finished, it says that it is about to.
const FORETOLD_MS = 1200;
const LONGEST_END_MS = 5000;
const LONGEST_GOODBYE_MS = 30_000;
const PAUSED = ["paused", "help"];

const byId = (id) => document.getElementById(id);

// `told.type(text)`: they would rather type, and this much was understood of what they said; `told.read()`: a question stands to
// be read, as there is no voice for it.
export const openVoice = async ({ page, keeping, way, told }) => {
  const { interview, hearing: heardBy, worklet, language } = page.dataset;
  const store = await openStore(interview);
  const gate = makeGate();
  const quality = makeQuality();
  const patience = makePatience(keeping.chosen("pauses") ?? []);
  const wave = makeWave(byId("wave"));
  // The turn on the page: its number and key, whether it is open, and how the interview stands.
  let turn = { number: 0, key: "", isOpen: false, mood: "" };
  let asked = { key: "", turn: 0, sentences: [], isWhole: false };
  let state = "closed";
  let style = keeping.chosen("style") ?? "done";
  let isAloud = keeping.chosen("aloud") ?? true;
  let isOn = false;
  let isHeld = false;
  let isUp = false;
  // By a call, or whatever else the microphone is for.
  let isTaken = false;
  // Of this answer: whether anything was heard, and whether it was speech.
  let hasSound = false;
  let hasSpeech = false;
  let comesUp;
  const firstUp = new Promise((resolve) => (comesUp = resolve));
  let epoch, hearing, player, recorder, recognition, soundAt, opening, saysGoodbye, understood;

  const pending = () => Boolean(keeping.spoken(turn.number));
  // While nobody can listen to what was said, only typing adds to it.
  const isMine = () => turn.isOpen && turn.mood !== "held-up" && !pending();
  const isPaused = () => PAUSED.includes(turn.mood);
  const situation = () => ({ way: style, isHeld, isMine: isMine() });

  // What the page shows of it

  const paintState = () => {
    page.dataset.voice = state;
    page.dataset.style = style;
    const isEnding = state === "listening" && style === "free" && hasSound && silence() > waitsFor() - FORETOLD_MS;
    for (const id of ["voice-now", "voice-controls"]) if (byId(id)) show(byId(id), isEnding ? "fading" : state);
    const button = byId("speak");
    button?.setAttribute("aria-disabled", String(state === "waiting" || state === "ending"));
  };

  const saidKept = () => {
    const place = byId("voice-kept");
    if (!place || !isOn) return;
    const waiting = sender.waiting();
    const words = place.dataset;
    const isNothing = !sender.spoken(turn.number).length;
    place.textContent = isNothing ? "" : !isUp && waiting ? words.here.replace("{n}", waiting) : waiting > 2 ? words.sending : words.saved;
  };

  const showMic = (name) => show(byId("mic"), name);

  // What is recorded

  const sender = await openSender({
    interview,
    store,
    way,
    told: { changed: () => saidKept(), lost: (kind, number) => loseOf(number, kind), filmLost: () => endFilm("camera-full") },
  });

  // The answer is what is left of it; the turn goes on where nothing is.
  const loseOf = (number, kind) => {
    if (kind === "too-much") showNote("full");
    const answer = keeping.spoken(number);
    if (!answer) return;
    const spoken = sender.spoken(number);
    if (spoken.length) {
      keeping.keepSpoken(number, { ...answer, spoken });
      sender.answer({ turn: number, ...answer, spoken });
    } else {
      keeping.forgetSpoken(number);
      showNote("nothing");
      tell("mine");
    }
  };

  const clock = makeClock({ longest: Number(page.dataset.longest) || Infinity, over: () => tell("done") });

  const makeOurRecorder = () =>
    makeRecorder({
      stream: hearing.recorded,
      told: {
        starts: () => ({ turn: turn.number, epoch }),
        begun: (segment) => {
          segment.kept = sender.begin({ ...segment.of, mime: segment.mime() });
          return segment.kept.take;
        },
        whole: async (segment) => segment.kept.finish({ mime: segment.mime(), ms: segment.ms(), text: recognition?.taken(), problems: quality.taken() }),
      },
    });

  // What the candidate's camera sees, where they may and want to have it recorded

  const offersCamera = Boolean(page.dataset.camera);

  const camera = makeCamera({
    view: byId("self-view"),
    told: {
      sound: () => hearing.stream()?.getAudioTracks() ?? [],
      begins: (mime) => sender.begin({ turn: turn.number, epoch, mime, camera: true }),
      lost: () => endFilm("camera-lost"),
    },
  });

  const wantFilm = (is) => {
    wantCamera(page.dataset.camera, is);
    byId("camera").checked = is;
  };

  const endFilm = (note) => {
    camera.off();
    wantFilm(false);
    showNote(note);
  };

  const film = async () => {
    if (!offersCamera || !wantsCamera(page.dataset.camera) || !hearing?.isOpen() || camera.isOn()) return;
    try {
      await camera.on();
    } catch {
      endFilm("camera-refused");
    }
    // They may have changed their mind, or turned to typing, while the browser asked.
    if (!isOn || !hearing.isOpen() || !wantsCamera(page.dataset.camera)) camera.off();
  };

  const letGo = () => {
    camera.off();
    hearing?.close();
  };

  // Whoever turned to typing while the browser asked has no open microphone.
  const openMicrophone = async (id) => {
    await hearing.open(id);
    if (!isOn) letGo();
  };

  const silence = () => (soundAt === undefined ? 0 : performance.now() - soundAt);

  const hearSound = () => {
    if (hasSound) patience.learn(Math.round(silence()));
    soundAt = performance.now();
    if (hasSound) return;
    hasSound = true;
    clock.run();
    hideNote("nothing", "moved", "again");
  };

  const levels = (frames) => {
    let now;
    for (const frame of frames) {
      now = gate.hear(frame.level);
      quality.hear(frame, now.isOpen && state === "listening", gate.noise());
      if (state !== "waiting") wave.hear(frame.level);
    }
    if (state === "listening") {
      recorder.heard(now.isOpen, frames.map(({ level }) => level));
      hasSpeech ||= now.isSpeech;
      if (now.isOpen) hearSound();
      if (style === "free" && !now.isOpen && hasSound) endOfSilence();
    } else if (state === "speaking" && isMine()) {
      // From its first sound on, in case that it is speech.
      if (now.isOpen) recorder.begin();
      else recorder.drop();
      if (now.isSpeech) tell("bargedIn");
    }
  };

  // A short word may have been a cough, and a cough is no answer.
  const waitsFor = () => (hasSpeech ? patience.ms() : 2 * LONGEST_MS);

  const endOfSilence = () => {
    paintState();
    if (silence() >= waitsFor() && document.visibilityState === "visible") tell("done");
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

  const heardAll = () => keeping.choose("heard", asked.key);

  const leave = {
    listening: () => {
      camera.rest();
      clock.stand();
      keeping.choose("pauses", patience.known());
      if (state !== "ending") {
        recorder.end();
        recognition?.end();
      }
    },
    speaking: () => {
      showAllSaid();
      const heard = player?.stop();
      if (heard) way().heard(heard);
      // What was in the way is no reason not to say it afterwards.
      if (state !== "closed" && state !== "moment") heardAll();
      if (state !== "listening") recorder?.drop();
    },
  };

  const enter = {
    closed: () => {
      clock.stand();
      recorder?.drop();
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
      recorder.begin();
      camera.record();
      recognition?.begin();
      if (hasSound) clock.run();
      soundAt = performance.now();
    },
    speaking: () => gate.forget(),
    ending: () => end(),
  };

  const end = async () => {
    const { number } = turn;
    const endedAt = Date.now() - (hasSound ? Math.round(silence()) : 0);
    // A sound system that has stopped says nothing more.
    const late = new Promise((resolve) => setTimeout(resolve, LONGEST_END_MS));
    await Promise.race([late, Promise.allSettled([recorder.end({ wanted: !sender.spoken(number).length }), recognition?.end()])]);
    const spoken = sender.spoken(number);
    if (spoken.length) {
      keeping.keepSpoken(number, { spoken, endedAt });
      sender.answer({ turn: number, spoken, endedAt });
    }
    tell("sent");
    if (!spoken.length) {
      showNote("nothing");
      tell("mine");
    }
  };

  // What they said so far does not count. The server is told after each welcome, until the answer is there.
  const startAgain = () => {
    if (!isMine() || isPaused()) return;
    const isListening = state === "listening";
    recorder?.drop();
    recognition?.taken();
    const last = sender.setAside(turn.number);
    if (!last) return;
    camera.cut();
    const upto = { turn: last.turn, epoch: last.epoch, segment: last.segment };
    keeping.keepAgain(turn.number, upto);
    way().again(upto);
    hasSound = hasSpeech = false;
    soundAt = performance.now();
    clock.stand();
    clock.reset();
    showNote("again");
    if (isListening) recorder.begin();
    byId("speak")?.focus();
    paintState();
    saidKept();
  };

  // What the interviewer says

  const sayAsked = () => {
    // Before the first turn there is nothing that could be heard to its end.
    if (!isOn || state === "closed" || state === "moment" || !asked.key || !asked.turn) return;
    if (keeping.chosen("heard") === asked.key) return;
    if (!isAloud) {
      if (asked.isWhole) isRead();
      return;
    }
    tell("asked");
    if (state !== "speaking") return;
    player.speed(asked.speed);
    player.say(asked.turn, asked.sentences, asked.isWhole);
  };

  const isRead = () => {
    heardAll();
    told.read();
    tell("said");
    if (isMine()) tell("mine");
  };

  // A turn that is still worded is said as far as it is known.
  const askedIn = ({ said, turn: number, text, sentences, speaks, speed }) => {
    if (!sentences) return { key: said, turn: number, sentences: sentencesOf(text, language), speed, isWhole: true };
    const isComing = speaks > number;
    return { key: isComing ? `${speaks}.0` : said, turn: speaks, sentences, speed, isWhole: !isComing };
  };

  const openPlayer = () => {
    player = makePlayer({
      context: hearing.context,
      language,
      told: {
        begins: (heard) => way().heard(heard),
        progress: (number, n, part) => {
          const sentence = asked.sentences.find((each) => each.n === n);
          if (number === asked.turn && sentence) showSaid(byId("question"), sentence.text, part);
        },
        said: (heard) => {
          way().heard(heard);
          heardAll();
          showAllSaid();
          tell("said");
          saysGoodbye?.();
        },
        unheard: () => (saysGoodbye ? saysGoodbye() : isRead()),
      },
    });
  };

  // The microphone

  const held = lasting((is) => {
    isTaken = is;
    if (is) {
      showNote("held");
      tell("moment");
    } else {
      hideNote("held");
      goOn();
    }
  });

  const lost = async () => {
    if (!isOn || state === "moment") return;
    // Another one may be there, and the answer goes on with it.
    try {
      await openMicrophone("");
      await listDevices();
      showNote("moved", { name: hearing.stream().getAudioTracks()[0].label });
    } catch (error) {
      fail(problemOf(error));
    }
  };

  const listDevices = async () => {
    await listMicrophones(byId("microphone"), hearing.stream());
    byId("speaker").closest(".field").hidden = !(await listSpeakers(byId("speaker")));
  };

  // The chosen speaker may have gone, or be back.
  const devicesChanged = () => {
    if (hearing) playThrough(hearing.context);
    if (hearing?.isOpen()) listDevices();
  };

  const fail = (problem) => {
    tell("closed");
    letGo();
    showMic(problem);
    [...byId("mic").querySelectorAll("h2")].find((each) => each.checkVisibility())?.focus();
  };

  const recognise = () => {
    recognition ??= makeRecognition({
      language,
      told: { coming: (text) => (byId("coming").textContent = text), failed: () => showNote("deaf") },
    });
    // Whoever was asked for the microphone before has not been told.
    if (!keeping.chosen("told")) showNote("browser");
    keeping.choose("told", true);
  };

  const openOnce = async (id) => {
    const problem = problemBefore(window);
    if (problem) return fail(problem);
    showMic("asking");
    isTaken = false;
    try {
      hearing ??= await openHearing({
        worklet,
        told: { levels, lost, held, stopped: () => isOn && state !== "closed" && state !== "moment" && fail("press") },
      });
      await openMicrophone(id);
    } catch (error) {
      return fail(problemOf(error));
    }
    if (!(await hearing.wake())) return fail("press");
    recorder ??= makeOurRecorder();
    if (!player) openPlayer();
    if (heardBy === "browser") recognise();
    await Promise.all([listDevices(), firstUp]);
    if (!isOn) {
      letGo();
      return undefined;
    }
    showMic("open");
    film();
    tell("opened");
    tell(isPaused() ? "moment" : "goOn");
    // While they pause there is none.
    byId("speak")?.focus({ preventScroll: true });
    sayAsked();
    return undefined;
  };

  // Presses may come twice.
  const open = (id) => {
    opening ??= openOnce(id).finally(() => (opening = undefined));
    return opening;
  };

  const goOn = () => {
    if (state !== "moment" || isPaused() || isTaken) return;
    if (hearing?.isOpen()) tell("goOn");
    else open();
  };

  const begin = async () => {
    isOn = true;
    page.dataset.way = "voice";
    keeping.choose("way", "voice");
    paintState();
    const may = await permission();
    if (!isOn) return;
    if (may?.state === "granted") await open();
    else showMic(problemBefore(window) || (may?.state === "denied" ? "denied" : "explain"));
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
    open: () => open(),
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
      camera.off();
      wantFilm(false);
      byId("speak")?.focus();
    },
  };

  page.addEventListener("click", ({ target }) => {
    const act = target.closest("[data-voice-do]")?.dataset.voiceDo;
    if (act) acts[act]?.();
    if (target.closest("#speak") && style !== "hold") press();
  });
  const isHolding = ({ target }) => style === "hold" && target.closest?.("#speak");
  page.addEventListener("pointerdown", (event) => {
    if (!isHolding(event) || event.button) return;
    event.target.closest("#speak").setPointerCapture(event.pointerId);
    hold(true);
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) page.addEventListener(end, () => isHeld && hold(false));
  const isKey = (event) => isHolding(event) && (event.key === " " || event.key === "Enter");
  page.addEventListener("keydown", (event) => {
    if (!isKey(event)) return;
    event.preventDefault();
    if (!event.repeat && !isHeld) hold(true);
  });
  page.addEventListener("keyup", (event) => isKey(event) && isHeld && hold(false));
  page.addEventListener("contextmenu", (event) => isHolding(event) && event.preventDefault());
  page.addEventListener("change", ({ target }) => {
    if (target.name === "style") {
      style = target.value;
      keeping.choose("style", style);
      tell("way");
      paintState();
    } else if (target.id === "microphone") {
      rememberMicrophone(target.value);
      if (hearing?.isOpen()) openMicrophone(target.value).catch(lost);
    } else if (target.id === "camera") {
      wantFilm(target.checked);
      if (target.checked) film();
      else camera.off();
    } else if (target.id === "speaker") {
      rememberSpeaker(target.value);
      if (hearing) playThrough(hearing.context);
    } else if (target.id === "aloud") {
      isAloud = target.checked;
      keeping.choose("aloud", isAloud);
      if (!isAloud) tell("answerNow");
    }
  });
  watchDevices({
    changed: devicesChanged,
    forbidden: () => isOn && fail("denied"),
    hidden: (is) => {
      if (!isOn || state !== "listening") return;
      if (is) showNote("hidden");
      else soundAt = performance.now();
    },
    slept: () => {
      if (!isOn || state === "closed" || isPaused()) return;
      showNote("slept");
      open();
    },
  });

  byId("voice-choices").querySelector(`[name=style][value=${style}]`).checked = true;
  byId("aloud").checked = isAloud;
  byId("camera").checked = offersCamera && wantsCamera(page.dataset.camera);

  return {
    begin,
    isOn: () => isOn,
    canBegin: () => !problemBefore(window) && (heardBy !== "browser" || canRecognise()),
    isPending: pending,
    up: (said) => {
      isUp = true;
      epoch = said.epoch;
      comesUp();
      for (const number of keeping.begunAgain()) way().again(keeping.again(number));
      sender.up(said);
      for (const number of keeping.unansweredAloud()) sender.answer({ turn: number, ...keeping.spoken(number) });
    },
    away: () => {
      isUp = false;
      sender.away();
      saidKept();
    },
    // Another page has the room now.
    stop: () => tell("closed"),
    // What was painted: the turn, and what is asked.
    shown: (present, question) => {
      const isOther = present.key !== turn.key;
      const isNext = present.number !== turn.number;
      turn = present;
      asked = askedIn(question);
      if (isOther) {
        hasSound = hasSpeech = sender.spoken(turn.number).length > 0;
        clock.reset(sender.msOf(turn.number));
        if (turn.number) sender.forgetBefore(turn.number);
      }
      if (isPaused()) tell("moment");
      else if (state === "moment") goOn();
      // What is recorded belongs to the turn in which it began.
      if (!isMine() || (isNext && state === "listening")) {
        if (state !== "speaking") tell("gone");
      }
      sayAsked();
      if (isMine()) tell("mine");
      paintState();
      saidKept();
    },
    answered: (number) => {
      keeping.forgetSpoken(number);
      keeping.forgetAgain(number);
      sender.answered(number);
    },
    ack: (said) => sender.ack(said),
    stored: (said) => sender.stored(said),
    refused: (said) => {
      if (said.segment) sender.refused(said);
      else keeping.forgetSpoken(said.turn);
    },
    // The interviewer's last words are said before the page shows the end.
    over: async (goodbye) => {
      if (isOn && goodbye && player && isAloud) {
        tell("closed");
        byId("question").textContent = goodbye.text;
        const isSaid = new Promise((resolve) => (saysGoodbye = resolve));
        asked = askedIn({ ...goodbye, said: "goodbye", turn: goodbye.speaks });
        player.say(asked.turn, asked.sentences, true);
        await Promise.race([isSaid, new Promise((resolve) => setTimeout(resolve, LONGEST_GOODBYE_MS))]);
      }
      await store.forgetAll();
    },
  };
};
