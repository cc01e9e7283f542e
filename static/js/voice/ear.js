// The candidate's microphone: which one it is, another one where it went away, and what the page lists of them.

import { keepAwake } from "./awake.js";
import { lasting } from "./devices.js";
import { openHearing } from "./hearing.js";
import { showNote } from "./notes.js";
import { listMicrophones, rememberMicrophone } from "../sound/microphone.js";
import { problemOf } from "../sound/problems.js";
import { listSpeakers, playThrough, rememberSpeaker } from "../sound/speaker.js";

const byId = (id) => document.getElementById(id);

// `told.levels`, `told.stopped`: see hearing.js; `told.held(is)`: something else has the microphone, and that lasts;
// `told.changes()`: another one is asked for, or is there, and until then there is no silence but only nothing;
// `told.isWanted()`: whether anybody is to be heard; `told.isLeft()`: whether it may go without another in its place;
// `told.failed(problem)`: there is none.
export const makeEar = ({ worklet, told }) => {
  const held = lasting(told.held);
  let hearing;

  // Whoever turned to typing while the browser asked has no open microphone.
  const openMicrophone = async (id) => {
    told.changes();
    await hearing.open(id);
    told.changes();
    if (told.isWanted()) keepAwake(true);
    else hearing.close();
  };

  const list = async () => {
    await listMicrophones(byId("microphone"), hearing.stream());
    byId("speaker").closest(".field").hidden = !(await listSpeakers(byId("speaker")));
  };

  const lost = async () => {
    if (!told.isWanted() || told.isLeft()) return;
    // Another one may be there, and the answer goes on with it.
    try {
      await openMicrophone("");
      // Whatever took the last one has not taken this one.
      held(false);
      await list();
      showNote("moved", { name: hearing.stream().getAudioTracks()[0].label });
    } catch (error) {
      told.failed(problemOf(error));
    }
  };

  return {
    // Throws where the browser gives none.
    open: async (id) => {
      hearing ??= await openHearing({ worklet, told: { levels: told.levels, lost, held, stopped: told.stopped } });
      await openMicrophone(id);
    },
    close: () => {
      hearing?.close();
      keepAwake(false);
    },
    isOpen: () => Boolean(hearing?.isOpen()),
    isAwake: () => hearing.context.state === "running",
    wake: () => hearing.wake(),
    list,
    context: () => hearing.context,
    recorded: () => hearing.recorded,
    tracks: () => hearing?.stream()?.getAudioTracks() ?? [],
    // What they choose.
    chooseMicrophone: (id) => {
      rememberMicrophone(id);
      if (hearing?.isOpen()) openMicrophone(id).catch(lost);
    },
    chooseSpeaker: (id) => {
      rememberSpeaker(id);
      if (hearing) playThrough(hearing.context);
    },
    // The chosen speaker may have gone, or be back.
    devicesChanged: () => {
      if (hearing) playThrough(hearing.context);
      if (hearing?.isOpen()) list();
    },
  };
};
