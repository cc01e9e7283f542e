// Whose turn it is to make a sound, as one table: what the page does in a state, and where each event leads. Pure.
//
// closed     the microphone is not open
// waiting    it is not the candidate's turn: the interviewer thinks, or the answer is on its way
// speaking   the interviewer speaks
// ready      hold to talk: the candidate's turn, and nothing is pressed
// listening  the candidate is being heard
// ending     "Done": what is in the air still comes through
// moment     they asked for one, or something is in the way: the microphone hears nothing

export const WAYS = ["done", "hold", "free"];

const heard = ({ way, isHeld, isMine }) => (isMine ? (way === "hold" && !isHeld ? "ready" : "listening") : "waiting");

const TABLE = {
  closed: { opened: heard },
  waiting: { asked: () => "speaking", mine: heard },
  speaking: { said: heard, answerNow: heard, bargedIn: () => "listening", gone: () => "waiting" },
  ready: { pressed: () => "listening", done: () => "ending", asked: () => "speaking", gone: () => "waiting", way: heard },
  listening: {
    released: ({ way }) => (way === "hold" ? "ready" : "listening"),
    done: () => "ending",
    asked: () => "speaking",
    gone: () => "waiting",
    way: heard,
  },
  ending: { sent: () => "waiting" },
  moment: { goOn: heard },
};

const ANYWHERE = { closed: () => "closed", moment: () => "moment" };

// An event that means nothing in a state leaves it as it is.
export const after = (state, event, situation) => {
  if (state === "closed" && event !== "opened") return state;
  return (TABLE[state][event] ?? ANYWHERE[event] ?? (() => state))(situation);
};
