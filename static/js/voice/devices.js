// What happens to a microphone while somebody answers: unplugged, changed, taken by a call, forbidden; and to the page: hidden,
// asleep. Each is noticed here; what is done about it is decided by whoever is told.

import { permission } from "../sound/microphone.js";

const ASLEEP_MS = 6000;
const LOOKS_MS = 1000;
// So long without a sound or a silence, and something of what was said may be missing.
const MISSES_MS = 2000;
// A track that is muted for a moment comes back by itself.
const HELD_AFTER_MS = 800;

let beatAt = Date.now();
let longest = 0;

// The page hears something, be it silence: so it does all the time, also while it is hidden, unless it sleeps.
export const beat = () => {
  longest = Math.max(longest, Date.now() - beatAt);
  beatAt = Date.now();
};

// The longest time without a beat since this was asked last.
const missed = () => {
  beat();
  const ms = longest;
  longest = 0;
  return ms;
};

// `told.changed()`: other devices are there now; `told.forbidden()`; `told.wasHidden()`: the page is seen again, and has heard all
// the time; `told.slept()`: it, or the device, has not.
export const watchDevices = async (told) => {
  navigator.mediaDevices.addEventListener("devicechange", () => told.changed());
  const state = await permission();
  state?.addEventListener("change", () => state.state === "denied" && told.forbidden());
  document.addEventListener("visibilitychange", () => {
    const ms = missed();
    if (document.visibilityState === "hidden") return;
    if (ms > MISSES_MS) told.slept();
    else told.wasHidden();
  });
  let looked = Date.now();
  setInterval(() => {
    const ms = Date.now() - looked - LOOKS_MS;
    looked = Date.now();
    // Timers of a hidden page may come once a minute: that is no sleep. What it missed is told once it is seen.
    if (ms > ASLEEP_MS && document.visibilityState === "visible") told.slept();
  }, LOOKS_MS);
};

// Calls back once something lasts; what ends before is passed over.
export const lasting = (tell) => {
  let timer;
  return (is) => {
    clearTimeout(timer);
    if (is) timer = setTimeout(() => tell(true), HELD_AFTER_MS);
    else tell(false);
  };
};
