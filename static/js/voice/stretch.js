// Sound made slower without making it lower: short overlapping parts are laid further apart, each moved to where it fits what
// stands before it. Pure.

const WINDOW_S = 0.04;
const SEEK_S = 0.008;

const fit = (out, at, samples, from, length) => {
  let sum = 0;
  for (let i = 0; i < length; i += 2) sum += out[at + i] * samples[from + i];
  return sum;
};

// Of the samples around `from`, where a part begins that goes on as `out` stands at `at`.
const bestStart = (out, at, samples, from, half, seek) => {
  let [best, most] = [from, -Infinity];
  const last = Math.min(samples.length - 2 * half, from + seek);
  for (let start = Math.max(0, from - seek); start <= last; start += 2) {
    const sum = fit(out, at, samples, start, half);
    if (sum > most) [best, most] = [start, sum];
  }
  return best;
};

// `times`: how much longer it lasts.
export const stretched = (samples, rate, times) => {
  const half = Math.round((WINDOW_S * rate) / 2);
  const seek = Math.round(SEEK_S * rate);
  if (samples.length < 4 * half || times === 1) return samples;
  const out = new Float32Array(Math.ceil(samples.length * times) + 2 * half);
  out.set(samples.subarray(0, 2 * half));
  let at = half;
  for (; at / times + 2 * half + seek < samples.length; at += half) {
    const start = bestStart(out, at, samples, Math.round(at / times), half, seek);
    for (let i = 0; i < half; i += 1) {
      const part = i / half;
      out[at + i] = out[at + i] * (1 - part) + samples[start + i] * part;
      out[at + half + i] = samples[start + half + i];
    }
  }
  return out.subarray(0, at + half);
};
