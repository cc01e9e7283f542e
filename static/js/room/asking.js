// Requests to our own server. Each either brings JSON, or says why not: "away" is worth another try, "taken" means that the
// interview goes on elsewhere, "gone" that this page may no longer be shown as it is.

const PATIENCE_MS = 8000;

export class Refused extends Error {
  constructor(why, said = {}) {
    super(why);
    this.why = why;
    this.said = said;
  }
}

const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

const whyNot = ({ status, redirected }) => {
  if (status === 409) return "taken";
  if (status === 422) return "wrong";
  if (status === 429 || status >= 500) return "away";
  return redirected || status >= 400 ? "gone" : "";
};

const ask = async (address, options) => {
  let answer;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    answer = await fetch(address, { cache: "no-store", ...options, signal, headers: { Accept: "application/json", ...options.headers } });
  } catch {
    throw new Refused("away");
  }
  const why = whyNot(answer);
  if (why === "wrong") throw new Refused(why, await answer.json().catch(() => ({})));
  if (why) throw new Refused(why);
  if (answer.status === 204) return null;
  return answer.json().catch(() => {
    throw new Refused("away");
  });
};

const asked = (address, values) => `${address}?${new URLSearchParams(values)}`;

export const get = (address, values) => ask(asked(address, values), {});

// Bytes as they are; what they belong to stands in the address.
export const postBytes = (address, values, bytes) =>
  ask(asked(address, values), { method: "POST", body: bytes, headers: { "X-CSRFToken": token(), "Content-Type": "application/octet-stream" } });

export const post = (address, values = {}) => {
  const said = Object.entries(values).filter(([, value]) => value !== undefined);
  return ask(address, { method: "POST", body: new URLSearchParams(said), headers: { "X-CSRFToken": token() } });
};
