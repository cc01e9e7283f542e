// Whether somebody wants their camera on, and what it sees. Nothing is recorded here, and the picture leaves this page nowhere.

import { closeCamera, openCamera, wantCamera, wantsCamera } from "../sound/camera.js";
import { show } from "../states.js";

export const offerCamera = (part) => {
  const picture = part.querySelector("video");
  const wanted = part.querySelector("[data-wanted]");
  const { invitation } = part.dataset;
  let stream;

  const close = () => {
    closeCamera(stream);
    stream = undefined;
    picture.srcObject = null;
    show(part, "idle");
    part.querySelector("[data-do=open]").focus();
  };

  const open = async () => {
    show(part, "asking");
    try {
      stream = await openCamera();
    } catch {
      show(part, "refused");
      return;
    }
    stream.getVideoTracks()[0].addEventListener("ended", close);
    picture.srcObject = stream;
    show(part, "open");
    part.querySelector("[data-do=close]").focus();
  };

  const acts = { open, close };
  part.addEventListener("click", ({ target }) => acts[target.closest("[data-do]")?.dataset.do]?.());
  wanted.checked = wantsCamera(invitation);
  wanted.addEventListener("change", () => wantCamera(invitation, wanted.checked));
};
