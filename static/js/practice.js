// The practice question aloud: recorded and played back in this page, sent nowhere.

import { makeTake } from "./check/take.js";
import { closeMicrophone, openMicrophone } from "./sound/microphone.js";
import { problemBefore } from "./sound/problems.js";
import { unveil } from "./states.js";

const LONGEST_ANSWER_MS = 120_000;
const part = document.querySelector("[data-take]");

if (part && !problemBefore(window)) {
  unveil();
  makeTake(part, { open: () => openMicrophone(), close: closeMicrophone, longest: LONGEST_ANSWER_MS });
}
