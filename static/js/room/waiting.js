// How long to wait before the next try: twice as long each time, and never all pages at the same moment.

const FIRST_MS = 500;
const LONGEST_MS = 15_000;

export const pause = (tries) => Math.min(LONGEST_MS, FIRST_MS * 2 ** tries) * (0.5 + Math.random() / 2);

// Calls back after `ms`, or at once when the device is back on a network. Returns what gives it up.
export const after = (ms, act) => {
  const end = () => {
    clearTimeout(timer);
    removeEventListener("online", go);
  };
  const go = () => {
    end();
    act();
  };
  const timer = setTimeout(go, ms);
  addEventListener("online", go);
  return end;
};
