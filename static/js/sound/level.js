// How loud it is, from 0 to 100, as people hear it: quiet speech stands near a quarter, a shout near the end.

const QUIETEST_DB = -60;
export const QUIET = 25;
export const LOUD = 80;

export const loudness = (decibels) => Math.round(100 * Math.min(1, Math.max(0, 1 - decibels / QUIETEST_DB)));

const decibelsOf = (samples) => {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return power > 0 ? 10 * Math.log10(power) : QUIETEST_DB;
};

// Calls `tell` with the level some times a second until the returned function is called.
export const watchLevel = (stream, tell) => {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    tell(loudness(decibelsOf(samples)));
  }, 100);
  return () => {
    clearInterval(timer);
    context.close();
  };
};
