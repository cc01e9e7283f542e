// Of an interview that is over nothing stays on this device, also where nobody saw its end: on the page that tells of it. What was
// written and not sent is brought to the server first.

import { openStore } from "../voice/store.js";
import { keepingOf } from "./keeping.js";
import { unsentOf } from "./unsent.js";
import { after, pause } from "./waiting.js";

const MOST_TRIES = 5;
const { interview, unsent: address } = document.querySelector("[data-interview]").dataset;
const keeping = keepingOf(interview);
const unsent = unsentOf(keeping, address);

// Without a line it waits in this browser for the next time that the page is opened.
const settle = async (tries) => {
  if (await unsent.all()) keeping.forgetAll();
  else if (tries < MOST_TRIES) after(pause(tries), () => settle(tries + 1));
};

await settle(1);
(await openStore(interview)).forgetAll();
