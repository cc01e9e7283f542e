// What the candidate's camera sees, where they may and want to have it recorded.

import { makeCamera } from "./camera.js";
import { showNote } from "./notes.js";
import { wantCamera, wantsCamera } from "../sound/camera.js";

// `offered`: the invitation whose candidate may want it, or nothing. `told.sound()` and `told.begins(mime)`: see camera.js;
// `told.isOpen()`: whether their microphone is.
export const makeFilming = ({ offered, told }) => {
  const box = document.getElementById("camera");

  const want = (is) => {
    wantCamera(offered, is);
    box.checked = is;
  };

  const end = (note) => {
    camera.off();
    want(false);
    showNote(note);
  };

  const camera = makeCamera({
    view: document.getElementById("self-view"),
    told: { sound: told.sound, begins: told.begins, lost: () => end("camera-lost") },
  });

  const begin = async () => {
    if (!offered || !wantsCamera(offered) || !told.isOpen() || camera.isOn()) return;
    try {
      await camera.on();
    } catch {
      end("camera-refused");
    }
    // They may have changed their mind, or turned to typing, while the browser asked.
    if (!told.isOpen() || !wantsCamera(offered)) camera.off();
  };

  box.checked = Boolean(offered) && wantsCamera(offered);

  return {
    begin,
    end,
    // What they decide.
    choose: (is) => {
      want(is);
      if (is) begin();
      else camera.off();
    },
    off: camera.off,
    record: camera.record,
    rest: camera.rest,
    cut: camera.cut,
  };
};
