// The microphone that the candidate chose, remembered on this device from the sound check to the room.

const KEY = "colloquy.microphone";
// What keeps the interviewer's voice and the room's noise out of the recording. Browsers take what they can do of it.
const CLEAN = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };

const chosen = () => {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return ""; // storage may be forbidden; the choice then lasts for this page
  }
};

export const remember = (id) => {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // as above
  }
};

// One that was unplugged since is no reason to fail.
export const openMicrophone = (id = chosen()) =>
  navigator.mediaDevices.getUserMedia({ audio: id ? { ...CLEAN, deviceId: { ideal: id } } : CLEAN });

export const closeMicrophone = (stream) => stream?.getTracks().forEach((track) => track.stop());

// Fills `select` with the microphones there are; the one that `stream` comes from is chosen in it.
export const listMicrophones = async (select, stream) => {
  const used = stream.getAudioTracks()[0].getSettings().deviceId;
  const devices = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "audioinput");
  const options = devices.map(({ deviceId, label }, at) => {
    const name = label || `${select.dataset.nameless} ${at + 1}`;
    return new Option(name, deviceId, false, deviceId === used);
  });
  select.replaceChildren(...options);
};

// Whether this page may use a microphone without asking: "granted", "denied", "prompt", or "" where the browser does not say.
export const permission = async () => {
  try {
    return await navigator.permissions.query({ name: "microphone" });
  } catch {
    return null;
  }
};
