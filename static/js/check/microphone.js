// The microphone that the candidate chose, remembered on this device for the room.

const KEY = "colloquy.microphone";

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
  navigator.mediaDevices.getUserMedia({ audio: id ? { deviceId: { ideal: id } } : true });

export const closeMicrophone = (stream) => stream?.getTracks().forEach((track) => track.stop());

export const microphones = async () => (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === "audioinput");
