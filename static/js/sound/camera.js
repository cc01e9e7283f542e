// A candidate's camera: off until they switch it on. Small pictures are enough, and come through slow lines.

import { chosen, remember } from "./choice.js";

const SMALL = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 15, max: 24 } };
const BITS = { videoBitsPerSecond: 280_000, audioBitsPerSecond: 24_000 };
// Safari says that it can do WebM and then cannot play it.
const KINDS = ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4", ""];
const isSafari = /^((?!chrome|android|crios|fxios).)*safari/i.test(navigator.userAgent);

export const openCamera = () => navigator.mediaDevices.getUserMedia({ video: SMALL });

export const closeCamera = (stream) => stream?.getTracks().forEach((track) => track.stop());

export const kindOfFilm = () => {
  const kind = (isSafari ? ["video/mp4", ""] : KINDS).find((each) => !each || MediaRecorder.isTypeSupported(each));
  return { ...BITS, ...(kind ? { mimeType: kind } : {}) };
};

// Whether they want it in this interview: decided in the sound check or in the room, for one invitation at a time.
export const wantsCamera = (invitation) => chosen("camera") === invitation;
export const wantCamera = (invitation, is) => remember("camera", is ? invitation : "");
