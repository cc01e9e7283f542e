// Paints what the server sends over what is there: only what differs is touched, so that the focus, a text that is being
// written, an open disclosure and the place somebody has scrolled to stay.
//
// Elements with an id are found again by it; others by their place. What is marked data-own belongs to this page and not to the
// painter, and so does the field; of a disclosure, the page owns whether it is open.

const OWN = "[data-own], textarea";

const isSame = (here, there) =>
  here.nodeType === there.nodeType && here.nodeName === there.nodeName && (here.id ?? "") === (there.id ?? "");

const setAttributes = (here, there) => {
  for (const { name } of [...here.attributes]) {
    if (!there.hasAttribute(name) && !(name === "open" && here.nodeName === "DETAILS")) here.removeAttribute(name);
  }
  for (const { name, value } of there.attributes) if (here.getAttribute(name) !== value) here.setAttribute(name, value);
};

const morph = (here, there) => {
  if (here.nodeType !== Node.ELEMENT_NODE) {
    if (here.data !== there.data) here.data = there.data;
    return;
  }
  if (here.matches(OWN)) return;
  setAttributes(here, there);
  morphChildren(here, there);
};

const morphChildren = (here, there) => {
  let at = here.firstChild;
  const stay = new Set([...there.children].map((child) => child.id).filter(Boolean));
  for (const child of [...there.childNodes]) {
    const known = child.id ? [...here.children].find((each) => each.id === child.id) : null;
    // Nodes that stay are never moved: moving takes the focus away. What stands before them and goes, goes.
    while (at && at !== known && (known || (at.id && !stay.has(at.id)))) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
    if (at && isSame(at, child)) {
      morph(at, child);
      at = at.nextSibling;
    } else {
      here.insertBefore(child, at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
};

const fragmentOf = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  // For pages that are opened. What is painted leaves the focus where it is.
  for (const each of template.content.querySelectorAll("[autofocus]")) each.autofocus = false;
  return template.content.querySelector("#room");
};

const fieldIn = (room) => {
  const area = room.querySelector("textarea");
  return area && { turn: Number(area.dataset.turn), key: area.dataset.key, draft: area.defaultValue, isOpen: !area.readOnly };
};

// What is spoken of an element's words: sentences of turn `speaks`, which may be one that is still worded.
const spokenIn = (element) => {
  const { sentences, speaks, speed = 100 } = element?.dataset ?? {};
  return { sentences: sentences ? JSON.parse(sentences) : undefined, speaks: Number(speaks ?? 0), speed: Number(speed) };
};

export const whatIsAsked = (room) => {
  const ask = room.querySelector("#ask");
  const { turn = 0, said = "" } = ask?.dataset ?? {};
  const text = room.querySelector("#question")?.textContent.trim() ?? "";
  return { turn: Number(turn), said, text, ...spokenIn(ask) };
};

// Of an interview that is over.
export const goodbyeIn = (html) => {
  const goodbye = fragmentOf(html).querySelector("#goodbye");
  return goodbye && { text: goodbye.textContent.trim(), ...spokenIn(goodbye) };
};

// Where somebody goes on who has lost their place: of these, the first that is seen.
const PLACES = ["#go-on", "#speak", "textarea", "#ended"];

export const takePlace = () => {
  const places = PLACES.map((each) => document.querySelector(`#room ${each}`)).filter((each) => each?.getClientRects().length);
  places[0]?.focus({ preventScroll: true });
};

// Returns what the server has of the field; nothing where the interview is over.
export const paint = (html) => {
  const room = document.getElementById("room");
  const fresh = fragmentOf(html);
  const field = fieldIn(fresh);
  if (!field) return null;
  const focused = document.activeElement;
  morph(room, fresh);
  if (focused !== document.activeElement || focused.disabled) takePlace();
  return field;
};

// Words as they come. The truth is what is painted at their end.
export const showWords = ({ turn, text }) => {
  const ask = document.getElementById("ask");
  if (!ask || turn <= Number(ask.dataset.turn || 0)) return;
  ask.dataset.coming = turn;
  document.getElementById("why").textContent = "";
  document.getElementById("question").textContent = text;
};

// Tells those who listen what was asked, once and as a whole. The same words asked again are told again.
export const tellQuestion = () => {
  const region = document.getElementById("said");
  const words = ["why", "question"].map((id) => document.getElementById(id)?.textContent.trim());
  region.textContent = "";
  setTimeout(() => {
    region.textContent = words.filter(Boolean).join(": ");
  }, 100);
};
