// The microphone of an interview: opened, let go of, taken by something else and had back.

import { watchDevices } from "./devices.js";
import { makeEar } from "./ear.js";
import { hideNote, showNote } from "./notes.js";
import { makeOpening } from "./opening.js";

// `told.levels`, `told.changes`, `told.isWanted`: see ear.js; `told.ready()`, `told.opened()`: see opening.js; `told.wasHidden()`: see
// devices.js. `told.state()`: where the turn is (turns.js); `told.isPaused()`: whether the interview stands. `told.moment()`: nothing
// is heard for a while; `told.goesOn()`: it is again; `told.letsGo()`: it is not wanted for now; `told.lost()`: there is none.
export const makeMicrophone = ({ worklet, told }) => {
  // By a call, or whatever else the microphone is for.
  let isTaken = false;

  const held = (is) => {
    isTaken = is;
    if (is) {
      showNote("held");
      told.moment();
    } else {
      hideNote("held");
      goOn();
    }
  };

  const ear = makeEar({
    worklet,
    told: {
      levels: told.levels,
      changes: told.changes,
      held,
      isWanted: told.isWanted,
      // What a call took does not come back by itself once it has ended.
      isLeft: () => told.state() === "moment" && (!isTaken || told.isPaused()),
      stopped: () => told.isWanted() && told.state() !== "closed" && told.state() !== "moment" && opening.fail("press"),
      failed: (problem) => opening.fail(problem),
    },
  });

  const opening = makeOpening({
    ear,
    told: {
      begins: () => {
        isTaken = false;
      },
      ready: told.ready,
      isWanted: told.isWanted,
      opened: told.opened,
      failed: told.lost,
    },
  });

  const goOn = () => {
    if (told.state() !== "moment" || told.isPaused() || isTaken) return;
    // A call may have stopped the sound system too.
    if (ear.isOpen() && ear.isAwake()) told.goesOn();
    else opening.open();
  };

  watchDevices({
    changed: ear.devicesChanged,
    forbidden: () => told.isWanted() && opening.fail("denied"),
    wasHidden: told.wasHidden,
    slept: () => {
      if (!told.isWanted() || told.state() === "closed" || told.isPaused()) return;
      showNote("slept");
      opening.open();
    },
  });

  return {
    begin: opening.begin,
    open: () => opening.open(),
    close: ear.close,
    isOpen: ear.isOpen,
    list: ear.list,
    context: ear.context,
    recorded: ear.recorded,
    tracks: ear.tracks,
    goOn,
    // Also where something had taken it before.
    rest: () => {
      told.moment();
      if (!isTaken) return;
      isTaken = false;
      hideNote("held");
      told.letsGo();
    },
    // What they choose.
    fields: {
      microphone: ({ value }) => ear.chooseMicrophone(value),
      speaker: ({ value }) => ear.chooseSpeaker(value),
    },
  };
};
