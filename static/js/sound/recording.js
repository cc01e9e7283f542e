// How this browser records: what MediaRecorder is to be given.

// Safari says that it can do WebM and then cannot play it.
const KINDS = ["audio/mp4", "audio/webm;codecs=opus", ""];
const isSafari = /^((?!chrome|android|crios|fxios).)*safari/i.test(navigator.userAgent);

export const kindOfRecording = () => {
  const kind = KINDS.slice(isSafari ? 0 : 1).find((each) => !each || MediaRecorder.isTypeSupported(each));
  return kind ? { mimeType: kind } : {};
};
