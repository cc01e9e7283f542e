// How the microphone is opened: explained before the browser asks, asked for once, and each failure told in its own words.

import { permission } from "../sound/microphone.js";
import { problemBefore, problemOf } from "../sound/problems.js";
import { show } from "../states.js";

// `told.begins()`: it is asked for; `told.ready()`: it is open, and what goes with it may be; `told.isWanted()`: whether it still is
// to be; `told.opened()`; `told.failed()`: it is not.
export const makeOpening = ({ ear, told }) => {
  const place = document.getElementById("mic");
  let opening;

  const fail = (problem) => {
    told.failed();
    show(place, problem);
    [...place.querySelectorAll("h2")].find((each) => !each.closest("[hidden]"))?.focus();
  };

  const openOnce = async (id) => {
    const problem = problemBefore(window);
    if (problem) return fail(problem);
    show(place, "asking");
    told.begins();
    try {
      await ear.open(id);
    } catch (error) {
      return fail(problemOf(error));
    }
    if (!(await ear.wake())) return fail("press");
    await told.ready();
    // They may have turned to typing meanwhile.
    if (!told.isWanted()) return ear.close();
    show(place, "open");
    return told.opened();
  };

  // Presses may come twice.
  const open = (id) => {
    opening ??= openOnce(id).finally(() => (opening = undefined));
    return opening;
  };

  return {
    open,
    fail,
    // At once where they have allowed it before.
    begin: async () => {
      const may = await permission();
      if (!told.isWanted()) return;
      if (may?.state === "granted") await open();
      else show(place, problemBefore(window) || (may?.state === "denied" ? "denied" : "explain"));
    },
  };
};
