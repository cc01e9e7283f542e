// Which way the room talks to the server: over a socket; where none can be opened by requests, and every minute it looks
// whether a socket can be had.

import { openLine } from "./line.js";
import { openPolling } from "./polling.js";

const AGAIN_MS = 60_000;
const TAKES_OVER_WITHIN_MS = 20_000;

// `page`: the name that the server gave this page.
export const openWay = ({ addresses, page, told }) => {
  let line, timer;
  // Who had the room and comes back takes it from nobody.
  let wasHere = false;

  const who = () => ({ page, back: wasHere || undefined });

  const here = () => {
    wasHere = true;
  };

  const heard = {
    ...told,
    here,
    up: (said) => {
      here();
      told.up(said);
    },
    taken: () => {
      clearTimeout(timer);
      told.taken();
    },
    gone: () => {
      clearTimeout(timer);
      told.gone();
    },
  };

  const bySocket = (fails) => {
    clearTimeout(timer);
    line?.close();
    line = openLine({ addresses, who, fails, told: { ...heard, blocked: byRequests } });
  };

  const byRequests = () => {
    let wasAway = false;
    const trySocketIn = (ms) => {
      clearTimeout(timer);
      if (addresses.socket) timer = setTimeout(() => bySocket(1), ms);
    };
    line?.close();
    line = openPolling({
      addresses,
      who,
      told: {
        ...heard,
        up: (said) => {
          heard.up(said);
          // It was the network, and not somebody who blocks sockets.
          if (wasAway) trySocketIn(0);
          wasAway = false;
        },
        away: (ms) => {
          wasAway = true;
          told.away(ms);
        },
      },
    });
    trySocketIn(AGAIN_MS);
  };

  const open = () => (addresses.socket ? bySocket() : byRequests());
  open();
  return {
    draft: (...said) => line.draft(...said),
    answer: (...said) => line.answer(...said),
    act: (...said) => line.act(...said),
    piece: (...said) => line.piece(...said),
    segment: (...said) => line.segment(...said),
    again: (...said) => line.again(...said),
    spoken: (...said) => line.spoken(...said),
    heard: (...said) => line.heard(...said),
    now: () => line.now(),
    // Also where another window has taken over.
    takeOver: () => {
      wasHere = false;
      // They may have gone back to the other one, where this one could not be gone on with.
      setTimeout(here, TAKES_OVER_WITHIN_MS);
      open();
    },
  };
};
