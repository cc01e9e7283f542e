// Two soft notes, the second higher: easily told from a notification.

import { playThrough } from "../sound/speaker.js";

const NOTES = [440, 587];
const SECONDS = 0.45;

export const playNotes = async () => {
  const context = new AudioContext();
  await playThrough(context);
  await context.resume();
  NOTES.forEach((frequency, at) => {
    const [note, volume] = [context.createOscillator(), context.createGain()];
    const begins = context.currentTime + at * SECONDS;
    note.frequency.value = frequency;
    volume.gain.setValueAtTime(0, begins);
    volume.gain.linearRampToValueAtTime(0.25, begins + 0.05);
    volume.gain.linearRampToValueAtTime(0, begins + SECONDS);
    note.connect(volume).connect(context.destination);
    note.start(begins);
    note.stop(begins + SECONDS);
    if (at === NOTES.length - 1) note.addEventListener("ended", () => context.close());
  });
};
