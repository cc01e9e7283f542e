// Says how things stand, in words: what is kept and since when, and whether there is a line to the server.

const kept = () => document.getElementById("kept");
const line = () => document.getElementById("line");
const words = document.getElementById("sayings").dataset;
const SHORT_AWAY_MS = 1000;

let since, mute, countdown;

const ago = (ms) => {
  const seconds = Math.round(ms / 1000);
  const [pattern, n] = seconds < 60 ? [words.seconds, seconds] : [words.minutes, Math.round(seconds / 60)];
  return pattern.replace("{n}", n);
};

const showKept = () => {
  const ms = Date.now() - since;
  kept().textContent = ms < 1500 ? words.keptNow : words.kept.replace("{time}", ago(ms));
};

export const say = (what) => {
  since = undefined;
  if (kept()) kept().textContent = words[what] ?? "";
};

export const sayKept = () => {
  since = Date.now();
  showKept();
};

setInterval(() => since && kept() && showKept(), 1000);

const announce = (text) => {
  document.getElementById("line-said").textContent = text;
};

const show = (name) => {
  const part = document.getElementById(`line-${name}`).content.cloneNode(true);
  line().replaceChildren(part);
  announce(line().querySelector("strong").textContent);
};

const mark = (state) => {
  document.getElementById("room-page").dataset.line = state;
};

const isShown = (name) => line()?.dataset.shows === name;

// Whether there is more to write while the line is away, or an answer that waits; and whether it outlives this page.
export const sayWhatWaits = (isSent, isSafe) => {
  for (const each of line()?.querySelectorAll("[data-open]") ?? []) each.hidden = isSafe;
  for (const each of line()?.querySelectorAll("[data-sent]") ?? []) each.hidden = (each.dataset.sent === "yes") !== isSent;
};

export const sayAway = (ms, isSent, isSafe) => {
  const until = Date.now() + ms;
  clearTimeout(mute);
  clearInterval(countdown);
  const tell = () => {
    if (!isShown("away")) show("away");
    line().dataset.shows = "away";
    mark("away");
    sayWhatWaits(isSent(), isSafe());
    const next = line().querySelector("[data-next]");
    const count = () => {
      const left = Math.round((until - Date.now()) / 1000);
      next.textContent = left > 0 ? next.dataset.next.replace("{n}", left) : "";
    };
    count();
    countdown = setInterval(count, 1000);
  };
  if (isShown("away")) tell();
  else mute = setTimeout(tell, SHORT_AWAY_MS);
};

export const sayTaken = () => {
  clearTimeout(mute);
  clearInterval(countdown);
  show("taken");
  line().dataset.shows = "taken";
  mark("taken");
};

export const sayUp = () => {
  clearTimeout(mute);
  clearInterval(countdown);
  if (isShown("away")) announce(words.back);
  line()?.replaceChildren();
  if (line()) line().dataset.shows = "";
  mark("up");
};
