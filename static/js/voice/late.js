// What was recorded before an interview ended, and had not arrived when it did: brought to the server by requests. What is taken no
// more is told, and forgotten; without a line it waits in this browser for the next time that the page is opened.

import { post, postBytes } from "../room/asking.js";
import { after, pause } from "../room/waiting.js";
import { openSender } from "./sender.js";

const SOON_MS = 20_000;
const MOST_TRIES = 5;

const voices = (segments) => segments.filter(({ camera }) => !camera).length;

// `begunAgain`: names of recordings that do not count. `told.coming()`: something is on its way; `told.came()`: of what they said all
// that was left has arrived, or some of it; `told.lost()`: something never will. Resolves with whether nothing is left.
export const bringRecordings = ({ interview, addresses, store, begunAgain, told }) =>
  new Promise((resolve) => {
    let sender, owed;
    let lost = 0;
    let lostFilms = 0;
    let failed = 0;
    // What was asked before the line was cut is asked again by the next round.
    let round = 0;
    let before = Promise.resolve();

    const end = async () => {
      round += 1;
      await store.forgetAll();
      if (voices(owed) > lost) told.came();
      if (lost + lostFilms) told.lost();
      resolve(true);
    };

    const changed = () => owed && !sender.owed().length && end();

    const cut = (why) => {
      round += 1;
      sender.away();
      failed += 1;
      // Another page answers: that of a gate before the network, say. What is here stays for the next time that this one is opened.
      if (why !== "away" && failed >= MOST_TRIES) resolve(false);
      else after(pause(failed), come);
    };

    const inOrder = (ask, of) => {
      const mine = round;
      before = before.then(async () => {
        if (mine !== round) return;
        try {
          const said = await ask();
          failed = 0;
          if (mine === round) answered[said.type]?.(said);
        } catch ({ why, said }) {
          if (mine !== round) return;
          if (why === "wrong" && said.type) sender.refused(said);
          else if (why === "wrong" && of) sender.refused({ ...of, kind: "not-taken" });
          else cut(why);
        }
      });
    };

    const answered = { ack: (said) => sender.ack(said), stored: (said) => sender.stored(said) };

    const way = {
      piece: ({ camera, ...of }, bytes) =>
        inOrder(() => postBytes(addresses.piece, { ...of, camera: camera ? 1 : "", connection: of.epoch }, bytes), of),
      segment: (whole) =>
        inOrder(() => post(addresses.segment, { ...whole, problems: whole.problems?.join(" "), connection: whole.epoch }), whole),
    };

    const come = () => {
      round += 1;
      for (const last of begunAgain) inOrder(() => post(addresses.again, { ...last, connection: last.epoch }));
      sender.up({});
    };

    const begin = async () => {
      const heard = { changed: () => sender && changed(), lost: () => (lost += 1), filmLost: () => (lostFilms += 1) };
      sender = await openSender({ interview, store, way: () => way, told: heard });
      owed = sender.owed();
      if (!owed.length) {
        await store.forgetAll();
        resolve(true);
        return;
      }
      told.coming();
      come();
    };

    begin();
  });

// For whoever is about to leave the page: nobody is told, and nobody waits for longer.
export const bringSoon = (what) => {
  const told = { coming: () => {}, came: () => {}, lost: () => {} };
  return Promise.race([new Promise((resolve) => setTimeout(resolve, SOON_MS)), bringRecordings({ ...what, told })]);
};
