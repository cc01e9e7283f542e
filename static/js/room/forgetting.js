// Of an interview that is over nothing stays on this device, also where nobody saw its end: on the page that tells of it. What was
// written and not sent, or recorded and had not arrived, is brought to the server first.

import { bringRecordings } from "../voice/late.js";
import { openStore } from "../voice/store.js";
import { keepingOf } from "./keeping.js";
import { showLate, unsentOf } from "./unsent.js";
import { after, pause } from "./waiting.js";

const MOST_TRIES = 5;
const { interview, unsent: address, ...addresses } = document.querySelector("[data-interview]").dataset;
const keeping = keepingOf(interview);
const unsent = unsentOf(keeping, address);
// Which recordings do not count is known for as long as there are any.
const turns = keeping.begunAgain();
const begunAgain = turns.map(keeping.again);

// Without a line it waits in this browser for the next time that the page is opened.
const settle = async (tries) => {
  if (await unsent.all()) keeping.forgetWords();
  else if (tries < MOST_TRIES) after(pause(tries), () => settle(tries + 1));
};

const bring = (store) => {
  let coming;
  const told = {
    coming: () => (coming = showLate("coming")),
    came: () => showLate("came"),
    lost: () => showLate("missing"),
  };
  return bringRecordings({ interview, addresses, store, begunAgain, told }).finally(() => coming?.remove());
};

await settle(1);
const store = await openStore(interview);
// Whoever ended it themselves was asked before, and is asked for nothing more.
const forget = () => store.forgetAll().then(() => true);
if (await (addresses.piece ? bring(store) : forget())) turns.forEach(keeping.forgetAgain);
