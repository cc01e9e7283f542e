// What was said aloud, in the transcript of a report. An answer may have several recordings, each with the browser's own controls:
// here they become one, and a quote plays from its second to its end.

const partsOf = (turn) => [...turn.querySelectorAll("audio[data-starts]")];
const startOf = (part) => Number(part.dataset.starts);
// Of the quote that is played, in seconds of its answer.
let until = Infinity;

const play = (turn, from = 0, end = Infinity) => {
  const parts = partsOf(turn);
  const part = parts.findLast((each) => startOf(each) <= from) ?? parts[0];
  if (!part) return;
  until = end;
  part.currentTime = Math.max(0, from - startOf(part));
  part.play().catch(() => {});
};

const isPlaying = (turn) => partsOf(turn).some((part) => !part.paused);

// Media events do not bubble, but they can be met on the way down.
const on = (name, tell) =>
  document.addEventListener(name, ({ target }) => target.matches("audio[data-starts]") && tell(target, target.closest(".turn")), true);

const show = (part, turn) => {
  turn.querySelector("[data-plays] span").textContent = isPlaying(turn) ? "Pause" : "Play";
};

on("play", (part, turn) => {
  for (const other of document.querySelectorAll("audio[data-starts]")) if (other !== part) other.pause();
  show(part, turn);
});
on("pause", show);
on("ended", (part, turn) => {
  const next = partsOf(turn).find((each) => startOf(each) > startOf(part));
  if (next && startOf(next) < until) play(turn, startOf(next), until);
});
on("timeupdate", (part) => {
  if (startOf(part) + part.currentTime < until) return;
  until = Infinity;
  part.pause();
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-plays]");
  if (button) {
    const turn = button.closest(".turn");
    if (isPlaying(turn)) for (const part of partsOf(turn)) part.pause();
    else play(turn);
  }
  const quote = target.closest("[data-play-from]");
  if (quote) {
    const turn = document.getElementById(decodeURIComponent(quote.hash.slice(1)))?.closest(".turn");
    if (turn) play(turn, Number(quote.dataset.playFrom) / 1000, Number(quote.dataset.playUntil) / 1000);
  }
});

for (const button of document.querySelectorAll("[data-plays]")) button.hidden = false;
