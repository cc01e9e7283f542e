// Of an interview that is over nothing stays on this device, also where nobody saw its end: on the page that tells of it.

import { openStore } from "../voice/store.js";
import { keepingOf } from "./keeping.js";

const { interview } = document.querySelector("[data-interview]").dataset;

keepingOf(interview).forgetAll();
(await openStore(interview)).forgetAll();
