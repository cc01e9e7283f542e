// Keeps a phone's screen on while the microphone is open: a phone that locks itself while somebody thinks hears nothing more.
// Browsers may refuse, and let go of it whenever the page is hidden. Nothing depends on it.

let isWanted = false;
let lock;

const ask = async () => {
  const fresh = await navigator.wakeLock?.request("screen").catch(() => undefined);
  lock?.release();
  lock = fresh;
  if (!isWanted) letGo();
};

const letGo = () => {
  lock?.release();
  lock = undefined;
};

export const keepAwake = (is) => {
  isWanted = is;
  if (is) ask();
  else letGo();
};

document.addEventListener("visibilitychange", () => isWanted && document.visibilityState === "visible" && ask());
