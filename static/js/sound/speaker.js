// The speaker that the candidate chose. Browsers that cannot choose play through the one that the system has set.

import { chosen, list, remember } from "./choice.js";

const canChoose = () => Boolean(window.AudioContext?.prototype.setSinkId && navigator.mediaDevices?.enumerateDevices);

// `player`: an AudioContext or an audio element. One that was unplugged since is no reason to be silent.
export const playThrough = async (player, id = chosen("speaker")) => {
  if (canChoose()) await player.setSinkId(id).catch(() => player.setSinkId("").catch(() => {}));
};

export const rememberSpeaker = (id) => remember("speaker", id);

// Fills `select`, if there is anything to choose; returns whether there is. Browsers name speakers only to whom they gave a
// microphone.
export const listSpeakers = async (select) => canChoose() && (await list("speaker", select, chosen("speaker"))) > 1;
