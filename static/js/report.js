// A quote is followed into the transcript: what is marked there has the focus, and Escape leads back to the quote.
// Without this file the same addresses lead there, and the browser's own way back.

let cameFrom;

document.addEventListener("click", ({ target }) => {
  const link = target.closest(".evidence .at, .tied-to a, .page-notes a");
  if (link?.hash) cameFrom = link;
});

addEventListener("hashchange", () => {
  const meant = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (meant?.closest(".turns")) meant.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !cameFrom?.isConnected || !event.target.closest(".turns")) return;
  cameFrom.focus();
  cameFrom = undefined;
});
