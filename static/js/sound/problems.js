// Why there is no sound from a microphone, in the words that the page has help for.

export const problemBefore = ({ isSecureContext, navigator, MediaRecorder }) => {
  if (!isSecureContext) return "insecure";
  if (!navigator.mediaDevices?.getUserMedia || !MediaRecorder) return "unsupported";
  return "";
};

const NAMES = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
  TypeError: "unsupported",
};

export const problemOf = (error) => NAMES[error.name] ?? "busy";
