// How quickly the server answers, and whether lines like the room's come through.

const TRIES = 3;
const PATIENCE_MS = 5000;
const SLOW_MS = 400;

const median = (times) => times.slice().sort((a, b) => a - b)[Math.floor(times.length / 2)];

const socketTime = (path) =>
  new Promise((resolve, reject) => {
    const address = new URL(path, location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    const times = [];
    let asked;
    const ask = () => {
      asked = performance.now();
      socket.send("there?");
    };
    const end = (settle, value) => {
      clearTimeout(timer);
      socket.close();
      settle(value);
    };
    const timer = setTimeout(() => end(reject, new Error("silent")), PATIENCE_MS);
    socket.addEventListener("open", ask);
    socket.addEventListener("error", () => end(reject, new Error("closed")));
    socket.addEventListener("message", () => {
      times.push(performance.now() - asked);
      if (times.length < TRIES) ask();
      else end(resolve, median(times));
    });
  });

const reaches = async (path) => {
  const answer = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  return answer !== null;
};

export const measure = async ({ http, socket }) => {
  try {
    const ms = Math.max(1, Math.round(await socketTime(socket)));
    return { state: ms > SLOW_MS ? "slow" : "good", ms };
  } catch {
    return { state: (await reaches(http)) ? "blocked" : "offline" };
  }
};
