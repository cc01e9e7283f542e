// The candidate's camera in the room. They see what it sees as long as it is on, and it records only while their voice is recorded:
// in complete recordings of twenty seconds, with the sound, that go the way of the voice and behind it.

import { closeCamera, kindOfFilm, openCamera } from "../sound/camera.js";
import { cutUp } from "./recorder.js";
import { show } from "../states.js";

const PIECE_MS = 1000;
const LONGEST_MS = 20_000;
// A recording holds a hundred pieces at most, whatever the browser makes of the size that it is asked for.
const MOST_PIECES = 80;

// `view`: the part of the page with the picture. `told.sound()`: the tracks that are recorded with it; `told.begins(mime)`: a
// recording begins; returns what takes its pieces, and what ends it. `told.lost()`: the camera went away by itself.
export const makeCamera = ({ view, told }) => {
  let stream, film, timer, opening;
  let isRecording = false;

  const end = () => {
    clearTimeout(timer);
    const mine = film;
    film = undefined;
    if (mine && mine.recorder.state !== "inactive") mine.recorder.stop();
  };

  const begin = () => {
    const recorder = new MediaRecorder(new MediaStream([...stream.getVideoTracks(), ...told.sound()]), kindOfFilm());
    const mine = { recorder, count: 0, began: performance.now(), kept: told.begins(recorder.mimeType) };
    // Pieces are read one after the other, whatever the browser does meanwhile.
    let read = Promise.resolve();
    recorder.addEventListener("dataavailable", ({ data }) => {
      read = read.then(async () => {
        for (const piece of cutUp(await data.arrayBuffer())) {
          mine.kept.take(piece);
          mine.count += 1;
        }
        if (mine === film && mine.count > MOST_PIECES) next();
      });
    });
    recorder.addEventListener("stop", () => {
      const ms = Math.max(1, Math.round(performance.now() - mine.began));
      read = read.then(() => mine.kept.finish({ mime: recorder.mimeType, ms }));
    });
    recorder.start(PIECE_MS);
    film = mine;
    timer = setTimeout(next, LONGEST_MS);
  };

  const next = () => {
    end();
    if (stream && isRecording) begin();
  };

  const paint = () => {
    view.hidden = !stream;
    if (stream) show(view, isRecording ? "recording" : "on");
  };

  const off = () => {
    end();
    closeCamera(stream);
    stream = undefined;
    view.querySelector("video").srcObject = null;
    paint();
  };

  const on = async () => {
    const fresh = await openCamera();
    off();
    stream = fresh;
    stream.getVideoTracks()[0].addEventListener("ended", () => {
      if (stream !== fresh) return;
      off();
      told.lost();
    });
    view.querySelector("video").srcObject = stream;
    next();
    paint();
  };

  return {
    // Throws where the browser gives no camera. Presses may come twice.
    on: () => {
      opening ??= on().finally(() => (opening = undefined));
      return opening;
    },
    off,
    isOn: () => Boolean(stream),
    // From now on until `rest`, as far as it is on.
    record: () => {
      isRecording = true;
      if (stream && !film) begin();
      paint();
    },
    rest: () => {
      isRecording = false;
      end();
      paint();
    },
    // What is recorded from here on stands for itself.
    cut: next,
  };
};
