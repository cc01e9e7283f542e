// Shows the deadline where the browser is, and tells the server that somebody is here as soon as somebody moves: programs
// that look through mail open pages, too.

const page = document.querySelector("[data-arrived]");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const SIGNS = ["pointerdown", "pointermove", "touchstart", "keydown", "wheel"];

const showZone = async () => {
  const answer = await fetch(`${page.dataset.deadline}?zone=${encodeURIComponent(zone)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  const place = document.getElementById("deadline");
  // whoever has opened the list of zones is choosing
  if (answer?.ok && !place.querySelector("details").open) place.outerHTML = await answer.text();
};

if (page.dataset.zone && zone && page.dataset.zone !== zone) showZone();

const tell = () => {
  for (const sign of SIGNS) removeEventListener(sign, tell);
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  fetch(page.dataset.arrived, { method: "POST", headers, body: new URLSearchParams({ time_zone: zone ?? "" }), keepalive: true }).catch(() => {});
};

for (const sign of SIGNS) addEventListener(sign, tell, { passive: true });
