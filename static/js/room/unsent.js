// What was written to a question that was over before it arrived. The server keeps it beside that question, marked as not sent; what
// it takes no more is shown, to be copied. So nothing that somebody wrote goes without a word.

import { post } from "./asking.js";
import { takePlace } from "./painting.js";

const place = () => document.getElementById("unsent");

const announce = (note) => {
  const region = document.getElementById("unsent-said");
  region.textContent = [...note.querySelectorAll("[data-said]")].map(({ textContent }) => textContent).join(" ");
};

// Of whatever came too late. Returns the note, which stands until it is hidden or taken away.
export const showLate = (what, hidden = () => {}) => {
  const note = document.getElementById(`unsent-${what}`).content.firstElementChild.cloneNode(true);
  note.querySelector("button")?.addEventListener("click", () => {
    note.remove();
    takePlace();
    hidden();
  });
  place().append(note);
  announce(note);
  return note;
};

const show = (what, text, hidden) => (showLate(what, hidden).querySelector(".turn-a").textContent = text);

// `address`: where the server takes it.
export const unsentOf = (keeping, address) => {
  const asked = new Set();

  const bring = async (turn, text) => {
    const forget = () => {
      keeping.forgetDraft(turn);
      keeping.forgetAnswer(turn);
    };
    try {
      const { kept } = await post(address, { turn, text });
      if (kept) forget();
      if (kept === "now") show("kept", text, () => {});
      if (!kept) show("lost", text, forget);
      return true;
    } catch ({ why }) {
      // What the server could not even be asked is asked again later.
      if (why === "away") asked.delete(turn);
      else show("lost", text, forget);
      return why !== "away";
    }
  };

  const settle = async (turn) => {
    const text = (keeping.answer(turn) ?? keeping.draft(turn)?.text ?? "").trim();
    if (!text || asked.has(turn)) return true;
    asked.add(turn);
    return bring(turn, text);
  };

  return {
    // Of a question before this one no draft is written any more; an answer that is on its way is answered by itself.
    before: (present) => keeping.begun().filter((turn) => turn < present && keeping.answer(turn) === undefined).forEach(settle),
    // Of an interview that is over. Returns whether all of it is settled.
    all: async () => {
      const turns = new Set([...keeping.begun(), ...keeping.unanswered()]);
      const settled = await Promise.all([...turns].map(settle));
      return settled.every(Boolean);
    },
  };
};
