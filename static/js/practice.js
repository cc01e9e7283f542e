// The practice question aloud: recorded and played back in this page, sent nowhere.

import { closeMicrophone, openMicrophone } from "./check/microphone.js";
import { problemBefore } from "./check/problems.js";
import { unveil } from "./check/states.js";
import { makeTake } from "./check/take.js";

const LONGEST_ANSWER_MS = 120_000;
const part = document.querySelector("[data-take]");

if (part && !problemBefore(window)) {
  unveil();
  makeTake(part, { open: () => openMicrophone(), close: closeMicrophone, longest: LONGEST_ANSWER_MS });
}
