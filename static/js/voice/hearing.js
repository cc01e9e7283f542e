// The one AudioContext of the room: through it runs what the microphone hears, and what the interviewer says.
//
//   microphone → meter (levels)
//              → delay → what is recorded
//
// What is recorded comes a moment later than it is measured, so a recording that begins when somebody begins to speak has the
// beginning. And it goes on when one microphone takes the place of another.

import { closeMicrophone, openMicrophone } from "../sound/microphone.js";
import { playThrough } from "../sound/speaker.js";

export const DELAY_MS = 400;
const PATIENCE_MS = 1500;

const runs = (context) =>
  new Promise((resolve) => {
    if (context.state === "running") resolve(true);
    setTimeout(() => resolve(context.state === "running"), PATIENCE_MS);
    context.resume().then(() => resolve(context.state === "running"), () => resolve(false));
  });

// `told.levels(frames)`: a few frames of ten milliseconds; `told.lost(track)`: the microphone ended by itself;
// `told.held(isHeld)`: something else, such as a call, took it, or gave it back; `told.stopped()`: the sound system stands.
export const openHearing = async ({ worklet, told }) => {
  const context = new AudioContext({ latencyHint: "interactive" });
  await playThrough(context);
  await context.audioWorklet.addModule(worklet);
  const meter = new AudioWorkletNode(context, "meter", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
  const delay = new DelayNode(context, { delayTime: DELAY_MS / 1000 });
  const recorded = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  delay.connect(recorded);
  meter.port.onmessage = ({ data }) => told.levels(data);
  context.addEventListener("statechange", () => context.state !== "running" && context.state !== "closed" && told.stopped());

  let stream, source;

  const close = () => {
    source?.disconnect();
    closeMicrophone(stream);
    stream = source = undefined;
  };

  const open = async (id) => {
    const fresh = await openMicrophone(id);
    close();
    stream = fresh;
    source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
    source.connect(meter);
    source.connect(delay);
    const [track] = stream.getAudioTracks();
    track.addEventListener("ended", () => stream === fresh && told.lost());
    track.addEventListener("mute", () => stream === fresh && told.held(true));
    track.addEventListener("unmute", () => stream === fresh && told.held(false));
    return stream;
  };

  return {
    context,
    recorded: recorded.stream,
    open,
    close,
    isOpen: () => Boolean(stream?.active),
    stream: () => stream,
    // Whether there is sound now. Browsers may wait for somebody to press something first.
    wake: () => runs(context),
  };
};
