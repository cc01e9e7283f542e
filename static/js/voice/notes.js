// What a candidate is told beside the controls while they speak: one note at a time, in the words of the template of its name.
// Where something is filled in, data-words has the pattern.

const place = () => document.getElementById("voice-note");

export const showNote = (name, values = {}) => {
  const part = document.getElementById(`note-${name}`).content.cloneNode(true);
  for (const spot of part.querySelectorAll("[data-words]")) {
    spot.textContent = spot.dataset.words.replace(/{(\w+)}/g, (_, name) => values[name] ?? "");
  }
  place().replaceChildren(part);
  place().dataset.shows = name;
};

export const noteShown = () => place()?.dataset.shows ?? "";

// Without a name: whatever stands there.
export const hideNote = (...names) => {
  if (!place() || (names.length && !names.includes(noteShown()))) return;
  place().replaceChildren();
  place().dataset.shows = "";
};
