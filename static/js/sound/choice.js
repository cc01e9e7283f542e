// Which device somebody chose to speak into or to hear from, remembered in this browser from the sound check to the room.

const KINDS = { microphone: "audioinput", speaker: "audiooutput" };
const keyOf = (name) => `colloquy.${name}`;

export const chosen = (name) => {
  try {
    return localStorage.getItem(keyOf(name)) ?? "";
  } catch {
    return ""; // storage may be forbidden; the choice then lasts for this page
  }
};

export const remember = (name, id) => {
  try {
    localStorage.setItem(keyOf(name), id);
  } catch {
    // as above
  }
};

// Fills `select` with the devices there are, the one in use chosen in it. Returns how many there are.
export const list = async (name, select, used) => {
  const devices = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === KINDS[name]);
  const options = devices.map(({ deviceId, label }, at) => new Option(label || `${select.dataset.nameless} ${at + 1}`, deviceId, false, deviceId === used));
  select.replaceChildren(...options);
  return options.length;
};
