// Shows times as they are where the browser is, and tells the server that somebody is here as soon as somebody moves: programs
// that look through mail open pages, too.

const page = document.querySelector("[data-arrived]");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const SIGNS = ["pointerdown", "pointermove", "touchstart", "keydown", "wheel"];

const showZone = async () => {
  const place = document.querySelector("[data-times]");
  const address = new URL(place.dataset.times, location.href);
  address.searchParams.set("zone", zone);
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  // whoever has opened the list of zones, or marked a time, is choosing
  if (answer?.ok && !place.querySelector("details[open], :checked:not(option)")) place.outerHTML = await answer.text();
};

if (page.dataset.zone && zone && page.dataset.zone !== zone) showZone();

const tell = () => {
  for (const sign of SIGNS) removeEventListener(sign, tell);
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  fetch(page.dataset.arrived, { method: "POST", headers, body: new URLSearchParams({ time_zone: zone ?? "" }), keepalive: true }).catch(() => {});
};

for (const sign of SIGNS) addEventListener(sign, tell, { passive: true });
