// What was said aloud, in the transcript of a report. An answer may have several recordings, each with the browser's own controls:
// here they become one, a quote plays from its second to its end, and whoever presses a word hears it and what follows.

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

// The character of a text that is under the pointer.
const characterAt = (text, { clientX, clientY }) => {
  const place = document.caretPositionFromPoint?.(clientX, clientY);
  const range = place ? undefined : document.caretRangeFromPoint?.(clientX, clientY);
  const [node, offset] = place ? [place.offsetNode, place.offset] : [range?.startContainer, range?.startOffset];
  if (!node || !text.contains(node)) return undefined;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(node, offset);
  return before.toString().length;
};

document.addEventListener("click", (event) => {
  const text = event.target.closest(".turn-a[data-words]");
  // Whoever marks a part of it wants to copy it.
  if (!text || !getSelection().isCollapsed) return;
  const at = characterAt(text, event);
  const word = JSON.parse(text.dataset.words).findLast(([begins]) => begins <= at);
  if (word) play(text.closest(".turn"), word[1] / 1000);
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

for (const each of document.querySelectorAll("[data-plays], [data-says-words]")) each.hidden = false;
