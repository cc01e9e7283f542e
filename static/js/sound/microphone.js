// The microphone that the candidate chose, and what it is opened with.

import { chosen, list, remember } from "./choice.js";

// What keeps the interviewer's voice and the room's noise out of the recording. Browsers take what they can do of it.
const CLEAN = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };

// One that was unplugged since is no reason to fail.
export const openMicrophone = (id = chosen("microphone")) =>
  navigator.mediaDevices.getUserMedia({ audio: id ? { ...CLEAN, deviceId: { ideal: id } } : CLEAN });

export const closeMicrophone = (stream) => stream?.getTracks().forEach((track) => track.stop());

export const rememberMicrophone = (id) => remember("microphone", id);

// Fills `select` with the microphones there are; the one that `stream` comes from is chosen in it.
export const listMicrophones = (select, stream) => list("microphone", select, stream.getAudioTracks()[0].getSettings().deviceId);

// Whether this page may use a microphone without asking: "granted", "denied", "prompt", or "" where the browser does not say.
export const permission = async () => {
  try {
    return await navigator.permissions.query({ name: "microphone" });
  } catch {
    return null;
  }
};
