// Records a few seconds and plays them back. The recording lives in this page and goes nowhere.

import { kindOfRecording } from "../sound/recording.js";
import { playThrough } from "../sound/speaker.js";
import { show } from "../states.js";

// `part` holds the buttons; `open` gives the microphone's stream, `close` is called when it is no longer needed.
export const makeTake = (part, { open, close = () => {}, longest }) => {
  let recorder, timer, player, address;

  const record = async () => {
    let stream;
    try {
      stream = await open();
    } catch {
      show(part, "problem");
      return;
    }
    const pieces = [];
    recorder = new MediaRecorder(stream, kindOfRecording());
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => {
      clearTimeout(timer);
      close(stream);
      URL.revokeObjectURL(address);
      address = URL.createObjectURL(new Blob(pieces, { type: recorder.mimeType }));
      show(part, "recorded");
      part.querySelector("[data-do=play]").focus();
    });
    recorder.start();
    timer = setTimeout(stop, longest);
    show(part, "recording");
    part.querySelector("[data-do=stop]").focus();
  };

  const stop = () => recorder?.state === "recording" && recorder.stop();

  const silence = () => {
    player?.pause();
    show(part, "recorded");
    part.querySelector("[data-do=play]").focus();
  };

  const play = async () => {
    player = new Audio(address);
    await playThrough(player);
    player.addEventListener("ended", silence);
    show(part, "playing");
    part.querySelector("[data-do=silence]").focus();
    await player.play().catch(silence);
  };

  const acts = { record, stop, play, silence };
  part.addEventListener("click", (event) => acts[event.target.closest("[data-do]")?.dataset.do]?.());
};
