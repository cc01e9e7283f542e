// The room: what somebody writes is kept, what is asked is shown, and the line between may come and go.
//
// The server is the authority on the interview. This page owns the text that is being written, until the server has it, and
// answers that are not acknowledged yet; both stand in this browser and are said again after every welcome.

import { keepingOf, merged } from "./room/keeping.js";
import { goodbyeIn, paint, showWords, takePlace, tellQuestion, whatIsAsked } from "./room/painting.js";
import { say, sayAway, sayKept, sayTaken, sayUp, sayWhatWaits } from "./room/saying.js";
import { followKeyboard } from "./room/seeing.js";
import { unsentOf } from "./room/unsent.js";
import { openWay } from "./room/way.js";
import { openVoice } from "./voice/voice.js";

const DRAFT_AFTER_MS = 700;
const DRAFT_AT_LATEST_MS = 3000;
// The moods in which the room shows that something pressed was done.
const STOPPED = ["paused", "help"];
const SHOWN_BY = {
  pause: (mood) => STOPPED.includes(mood),
  help: (mood) => mood === "help",
  resume: (mood) => ![...STOPPED, "waits"].includes(mood),
};
// Nobody wants a question repeated that they read meanwhile.
const REPEATS_WITHIN_MS = 15_000;
const REPEATS = ["repeat", "slower"];
const page = document.getElementById("room-page");
const field = document.getElementById("id_text");
const wide = matchMedia("(min-width: 75rem)");

const begin = async () => {
  const keeping = keepingOf(page.dataset.interview);
  const unsent = unsentOf(keeping, page.dataset.unsent);
  const { ticket, socket, connect, now, draft, act, heard, piece, segment, again } = page.dataset;
  const answer = document.getElementById("answer").action;
  const addresses = { ticket, socket, connect, now, draft, answer, act, heard, piece, segment, again };
  // Of this connection: its epoch, the newest draft, and the texts of those on their way.
  let epoch;
  let rev = 0;
  let sent = new Map();
  // What the server is known to have of the present turn.
  let theirs = field.defaultValue;
  let isUp = false;
  let wasTaken = false;
  let isNew = true;
  let isLeaving = false;
  let timer, latest, asked, way, voice;
  // What was pressed, and the turn it was pressed on, what was asked and when, until the page shows it.
  let acts = [];

  const turn = () => Number(field.dataset.turn);
  const isSending = () => keeping.answer(turn()) !== undefined;

  const sayHere = (what) => say(keeping.isSafe() ? `${what}Here` : `${what}Open`);

  const sendDraft = () => {
    clearTimeout(timer);
    latest = undefined;
    if (!turn() || field.readOnly || field.value === theirs) return;
    if (!isUp) {
      sayHere("kept");
      return;
    }
    rev += 1;
    sent.set(rev, field.value);
    way.draft(turn(), rev, field.value);
  };

  const write = () => {
    keeping.keepDraft(turn(), field.value, theirs);
    say("keeping");
    latest ??= Date.now() + DRAFT_AT_LATEST_MS;
    clearTimeout(timer);
    timer = setTimeout(sendDraft, Math.max(0, Math.min(DRAFT_AFTER_MS, latest - Date.now())));
  };

  const send = () => {
    const text = field.value.trim();
    if (!turn() || field.readOnly) return;
    if (!text) {
      say("empty");
      field.focus();
      return;
    }
    clearTimeout(timer);
    keeping.keepAnswer(turn(), text);
    field.readOnly = true;
    if (isUp) say("sending");
    else sayHere("waits");
    sayWhatWaits(true, keeping.isSafe());
    way.answer(turn(), text);
  };

  const doIt = (what) => {
    // What is being written belongs to the turn that may end by this.
    sendDraft();
    const act = { what, number: turn() || undefined, said: asked, at: Date.now() };
    if (isUp) way.act(act.what, act.number);
    // A line that is thought to be up may be dead, or about to change.
    acts = [...acts.filter((each) => each.what !== what), act];
  };

  const mood = () => document.getElementById("room").dataset.mood;

  const isRepeated = ({ number, said, at }) => number !== turn() || said !== asked || Date.now() - at > REPEATS_WITHIN_MS;

  const isShown = (act) => {
    if (REPEATS.includes(act.what)) return isRepeated(act);
    return act.what === "skip" ? act.number !== turn() : SHOWN_BY[act.what](mood());
  };

  // From speaking to typing: what was understood so far is where they go on.
  const typeOn = (understood) => {
    if (understood && !field.readOnly && !field.value.includes(understood)) {
      field.value = [field.value, understood].filter(Boolean).join("\n\n");
      write();
    }
    field.focus();
  };

  // Who wrote on elsewhere may not want any more what waits here to be sent: what sending it would throw away stands in the field
  // beside it, and they send that themselves.
  const holdBack = (number, kept) => {
    const waits = keeping.answer(number);
    if (waits === undefined) return;
    const both = merged(kept, { text: waits, base: keeping.draft(number)?.base });
    if (both.trim() === waits) return;
    keeping.keepDraft(number, both, kept);
    keeping.forgetAnswer(number);
  };

  // `anew`: also where the turn is the same, because somebody may have written to it elsewhere.
  const showField = ({ turn: number, key, draft: kept, isOpen }, anew) => {
    const isOther = field.dataset.key !== key;
    field.dataset.turn = number || "";
    field.dataset.key = key;
    if (isOther || anew) {
      clearTimeout(timer);
      sent = new Map();
      theirs = kept;
      // They may have written in another page meanwhile.
      if (isNew || wasTaken) holdBack(number, kept);
      const mine = number ? keeping.draft(number) : null;
      const text = keeping.answer(number) ?? merged(kept, mine);
      if (field.value !== text) field.value = text;
      if (isOther) {
        say("");
        field.setSelectionRange(text.length, text.length);
      }
    }
    field.readOnly = !isOpen || isSending();
    voice?.shown({ number: number || 0, key, isOpen: isOpen && !isSending(), mood: mood() }, whatIsAsked(page));
  };

  const show = (html, anew) => {
    const seen = paint(html);
    if (!seen) {
      leave(html);
      return;
    }
    const { said } = whatIsAsked(page);
    const isOther = asked !== undefined && said !== asked;
    asked = said;
    // The first lines of a question stand in sight, wherever the one before was scrolled to.
    if (isOther || wasTaken) document.getElementById("main").scrollTop = 0;
    if (isOther) {
      // Who hears it said is not told it twice.
      if (!voice?.isOn()) tellQuestion();
      showNewest();
    }
    showField(seen, anew);
    if (isUp) unsent.before(turn());
    acts = acts.filter((each) => !isShown(each));
    // Whoever pressed something that stops the interview goes on by a button, and not in the field that is closed now.
    const isStuck = field.readOnly && document.activeElement === field && document.getElementById("go-on");
    if (isStuck) takePlace();
  };

  // It settles and forgets what stands in this browser.
  const goToNextPage = async () => {
    if (!keeping.isSafe()) await unsent.all();
    await voice?.settle();
    location.reload();
  };

  const leave = async (html) => {
    isLeaving = true;
    await voice?.over(goodbyeIn(html));
    await goToNextPage();
  };

  const told = {
    up: (said) => {
      isUp = true;
      // By requests a connection outlives the line, and a draft that counts from 1 again would be older than what is kept.
      if (said.epoch !== epoch) rev = 0;
      ({ epoch } = said);
      sayUp();
      document.getElementById("controls").inert = false;
      voice?.up(said);
      show(said.html, true);
      if (wasTaken && voice?.isOn()) voice.begin();
      if ((wasTaken || isNew) && document.activeElement === document.body) takePlace();
      wasTaken = isNew = false;
      for (const number of keeping.unanswered()) way.answer(number, keeping.answer(number));
      if (isSending()) say("sending");
      sendDraft();
      // It arrived, and its answer got lost.
      if (!isSending() && field.value === theirs && keeping.draft(turn())) {
        keeping.forgetDraft(turn());
        sayKept();
      }
      for (const { what, number } of acts) way.act(what, number);
    },
    room: ({ html }) => show(html),
    words: showWords,
    sentence: (said) => voice?.sentence(said),
    kept: ({ turn: number, rev: at }) => {
      const text = sent.get(at);
      if (number !== turn() || text === undefined) return;
      theirs = text;
      if (field.value === text) {
        keeping.forgetDraft(number);
        if (!isSending()) sayKept();
      } else if (keeping.draft(number)) keeping.keepDraft(number, field.value, theirs);
    },
    ack: (said) => voice?.ack(said),
    stored: (said) => voice?.stored(said),
    answered: ({ turn: number }) => {
      voice?.answered(number);
      keeping.forgetAnswer(number);
      keeping.forgetDraft(number);
      if (number === turn()) {
        field.readOnly = true;
        sayKept();
      }
    },
    refused: (said) => {
      const { turn: number, kind } = said;
      voice?.refused(said);
      const text = keeping.answer(number);
      const isPresent = number === turn();
      // Refused, it stays in this browser as what is begun, until the server has it in another way.
      if (text !== undefined) {
        keeping.keepDraft(number, text, keeping.draft(number)?.base ?? "");
        keeping.forgetAnswer(number);
        if (isPresent) field.readOnly = false;
      }
      if (!isPresent) unsent.before(turn());
      else if (kind === "too-long") say("tooLong");
      else if (text !== undefined) say("notYours");
    },
    away: (ms) => {
      isUp = false;
      voice?.away();
      sayAway(ms, isSending, keeping.isSafe);
      if (isSending()) sayHere("waits");
      else if (keeping.draft(turn())) sayHere("kept");
    },
    taken: () => {
      isUp = false;
      wasTaken = true;
      // Where they went on they pressed it again, if they still wanted it.
      acts = [];
      voice?.away();
      voice?.stop();
      field.readOnly = true;
      document.getElementById("controls").inert = true;
      sayTaken();
    },
    // Another page stands here now, or none for this browser: the server says which.
    gone: () => isLeaving || goToNextPage(),
  };

  field.addEventListener("input", write);
  field.addEventListener("blur", sendDraft);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    send();
  });
  const press = (button) => {
    const menu = button.closest(".menu");
    doIt(button.value);
    if (!menu) return;
    menu.open = false;
    (voice?.isOn() ? document.getElementById("speak") : field)?.focus();
  };
  document.getElementById("answer").addEventListener("submit", (event) => {
    const { submitter } = event;
    // Another page follows, and what is being written goes along, with what it was written on.
    if (submitter?.name === "language" || submitter?.value === "leave") {
      document.getElementById("answer-base")?.setAttribute("value", theirs);
      return;
    }
    event.preventDefault();
    if (submitter?.name === "do") {
      press(submitter);
      return;
    }
    send();
    if (matchMedia("(pointer: fine)").matches) field.focus();
  });
  page.addEventListener("click", ({ target }) => {
    const wish = target.closest("#line [data-do]")?.dataset.do;
    if (wish === "here") way.takeOver();
    if (wish === "now") way.now();
  });
  // What a menu asked before it was closed is asked anew.
  const closeWithin = ({ target }) => {
    if (target.open || !target.matches(".menu")) return;
    for (const each of target.querySelectorAll("details[open]")) each.open = false;
  };
  page.addEventListener("toggle", closeWithin, true);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && way.now());

  if (page.dataset.hearing) {
    // What goes wrong in it takes nothing from whoever types.
    voice = await openVoice({ page, keeping, way: () => way, told: { type: typeOn, read: tellQuestion } }).catch(() => undefined);
    // Nobody is offered what cannot work here.
    if (!voice?.canBegin()) delete page.dataset.hearing;
  }
  showField({ turn: turn(), key: field.dataset.key, draft: field.defaultValue, isOpen: !field.readOnly }, true);
  field.setSelectionRange(field.value.length, field.value.length);
  asked = whatIsAsked(page).said;
  way = openWay({ addresses, page: page.dataset.page, told });
  if (voice?.canBegin() && (keeping.chosen("way") ?? page.dataset.prefers) === "voice") voice.begin();
};

// What was said last stands at the end. Whoever reads in it stays where they are.
const showNewest = () => {
  const log = document.getElementById("log-body");
  if (log && !log.contains(document.activeElement)) log.scrollTop = log.scrollHeight;
};

const unfold = () => {
  const log = document.getElementById("log");
  if (log) log.open = wide.matches;
  showNewest();
};

unfold();
wide.addEventListener("change", unfold);
if (field) {
  followKeyboard(page);
  begin();
}
