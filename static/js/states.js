// A part of the page is in one state. What belongs to it says in which ones it shows: data-when="open heard".
// Parts with a state of their own may stand inside one another; each element listens to the nearest.

export const show = (part, state) => {
  part.dataset.state = state;
  for (const element of part.querySelectorAll("[data-when]")) {
    if (element.closest("[data-state]") === part) element.hidden = !element.dataset.when.split(" ").includes(state);
  }
};

// What needs a script stands hidden in the page until one runs.
export const unveil = () => {
  for (const element of document.querySelectorAll("[data-scripted]")) element.hidden = false;
};
