// The sound check: microphone, speaker, connection. Everything stays in this page; each part can fail by itself, and typing
// is always a way on.

import { offerCamera } from "./check/camera.js";
import { measure } from "./check/line.js";
import { playNotes } from "./check/speaker.js";
import { makeTake } from "./check/take.js";
import { offerWords } from "./check/words.js";
import { LOUD, QUIET, watchLevel } from "./sound/level.js";
import { closeMicrophone, listMicrophones, openMicrophone, rememberMicrophone } from "./sound/microphone.js";
import { problemBefore, problemOf } from "./sound/problems.js";
import { listSpeakers, rememberSpeaker } from "./sound/speaker.js";
import { show, unveil } from "./states.js";
import { canRecognise } from "./voice/recognition.js";

const LONGEST_SENTENCE_MS = 10_000;
const trials = document.querySelector("[data-trials]");
const trial = (name) => document.querySelector(`[data-trial=${name}]`);
const problems = document.querySelector("[data-problems]");
const on = (part, name, act) => part?.querySelector(`[data-do=${name}]`).addEventListener("click", act);

unveil();

const mic = trial("mic");
const speaker = trial("speaker");
let stream, endLevel;

// Devices come and go, and a browser names them once it has given a microphone.
const offerSpeakers = async () => {
  const isThereChoice = await listSpeakers(speaker.querySelector("[data-speakers]"));
  for (const part of speaker.querySelectorAll("[data-choice]")) part.hidden = (part.dataset.choice === "yes") !== isThereChoice;
};

const tellProblem = (name) => {
  closeMicrophone(stream);
  endLevel?.();
  for (const part of problems.querySelectorAll("[data-problem]")) part.hidden = !part.dataset.problem.split(" ").includes(name);
  trials.hidden = true;
  problems.hidden = false;
  document.querySelector("[data-go-on]").hidden = true;
  problems.querySelector("h2").focus();
};

const tellLevel = (level) => {
  const bar = mic.querySelector("[data-level]");
  const word = level < QUIET ? "quiet" : level > LOUD ? "loud" : "good";
  bar.style.setProperty("--level", `${level}%`);
  bar.setAttribute("aria-valuenow", level);
  bar.setAttribute("aria-valuetext", bar.dataset[word]);
  if (word !== "quiet" && mic.dataset.state === "open") show(mic, "heard");
};

const open = async (id) => {
  const held = document.activeElement;
  const before = problemBefore(window);
  if (before) {
    tellProblem(before);
    return;
  }
  show(mic, "asking");
  closeMicrophone(stream);
  endLevel?.();
  try {
    stream = await openMicrophone(id);
    endLevel = watchLevel(stream, tellLevel);
    // An unplugged one ends by itself.
    stream.getAudioTracks()[0].addEventListener("ended", () => tellProblem("missing"));
    await listMicrophones(mic.querySelector("[data-microphones]"), stream);
    await offerSpeakers();
    show(mic, "open");
    // What was pressed may be hidden now.
    (held !== document.body && held.getClientRects().length ? held : mic.querySelector("[data-do=record]")).focus();
  } catch (error) {
    tellProblem(problemOf(error));
  }
};

if (mic) {
  on(mic, "open", () => open());
  on(problems, "again", () => {
    problems.hidden = true;
    trials.hidden = false;
    document.querySelector("[data-go-on]").hidden = false;
    show(mic, "idle");
    open();
  });
  mic.querySelector("[data-microphones]").addEventListener("change", (event) => {
    rememberMicrophone(event.target.value);
    open(event.target.value);
  });
  makeTake(mic.querySelector("[data-take]"), { open: async () => stream, longest: LONGEST_SENTENCE_MS });
}

const playSound = async () => {
  show(speaker, "playing");
  await playNotes().catch(() => show(speaker, "unsupported"));
};

if (speaker) {
  on(speaker, "sound", playSound);
  on(speaker, "yes", () => show(speaker, "good"));
  on(speaker, "no", () => show(speaker, "bad"));
  speaker.querySelector("[data-speakers]").addEventListener("change", (event) => {
    rememberSpeaker(event.target.value);
    playSound();
  });
  offerSpeakers();
  navigator.mediaDevices?.addEventListener("devicechange", offerSpeakers);
}

if (trial("camera")) offerCamera(trial("camera"));

const words = trial("words");
if (words && canRecognise()) {
  offerWords(words);
} else if (words) {
  // Nobody writes down what they say, so there is nothing to try: it is by typing.
  show(words, "unable");
  for (const part of [mic, trial("camera"), document.querySelector("[data-go-on] [value=voice]")]) part?.setAttribute("hidden", "");
}

const line = trial("line");
const tryLine = async () => {
  show(line, "trying");
  const { state, ms } = await measure(line.dataset);
  line.querySelector("[data-ms]").textContent = ms ?? "";
  show(line, state);
};
on(line, "measure", tryLine);
tryLine();
