// What happens to a microphone while somebody answers: unplugged, changed, taken by a call, forbidden; and to the page: hidden,
// asleep. Each is noticed here; what is done about it is decided by whoever is told.

import { permission } from "../sound/microphone.js";

const ASLEEP_MS = 6000;
const LOOKS_MS = 1000;
// A track that is muted for a moment comes back by itself.
const HELD_AFTER_MS = 800;

// `told.changed()`: other devices are there now; `told.forbidden()`; `told.hidden(is)`; `told.slept(ms)`.
export const watchDevices = async (told) => {
  navigator.mediaDevices.addEventListener("devicechange", () => told.changed());
  const state = await permission();
  state?.addEventListener("change", () => state.state === "denied" && told.forbidden());
  document.addEventListener("visibilitychange", () => told.hidden(document.visibilityState === "hidden"));
  let looked = Date.now();
  setInterval(() => {
    const ms = Date.now() - looked - LOOKS_MS;
    looked = Date.now();
    // Timers of a hidden page may come once a minute: that is no sleep.
    if (ms > ASLEEP_MS && document.visibilityState === "visible") told.slept(ms);
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
