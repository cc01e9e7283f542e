// Which way the room talks to the server: over a socket; where none can be opened by requests, and every minute it looks
// whether a socket can be had.

import { openLine } from "./line.js";
import { openPolling } from "./polling.js";

const AGAIN_MS = 60_000;

export const openWay = ({ addresses, told }) => {
  let line, timer;

  const bySocket = (epoch, fails) => {
    clearTimeout(timer);
    line?.close();
    line = openLine({ addresses, epoch, fails, told: { ...told, blocked: byRequests } });
  };

  const byRequests = (epoch) => {
    let wasAway = false;
    const trySocketIn = (ms) => {
      clearTimeout(timer);
      if (addresses.socket) timer = setTimeout(() => bySocket(mine.epoch(), 1), ms);
    };
    line?.close();
    const mine = openPolling({
      addresses,
      epoch,
      told: {
        ...told,
        up: (said) => {
          told.up(said);
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
    line = mine;
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
    takeOver: () => open(),
  };
};
