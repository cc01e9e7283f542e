// The thread between question and answer swells with the voice: down when the candidate speaks, up when the interviewer does.
// Nothing that is not also said in words.

import { loudness } from "../sound/level.js";

const BARS = 96;
const EVERY_MS = 50;
const still = matchMedia("(prefers-reduced-motion: reduce)");

export const makeWave = (canvas) => {
  const bars = new Array(BARS).fill(0);
  let loudest = 0;
  let drawnAt = 0;

  const draw = () => {
    const scale = devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (!width) return;
    canvas.width = width * scale;
    canvas.height = height * scale;
    const paint = canvas.getContext("2d");
    paint.scale(scale, scale);
    paint.fillStyle = getComputedStyle(canvas).color;
    const step = width / BARS;
    bars.forEach((bar, at) => {
      // Softer towards both ends, as a thread that is held there.
      const part = bar * Math.sin((Math.PI * (at + 0.5)) / BARS) ** 0.6;
      if (part < 0.02) return;
      paint.globalAlpha = 0.35 + 0.45 * part;
      paint.beginPath();
      paint.roundRect(at * step + step * 0.2, 0, step * 0.6, Math.max(2, part * height), step * 0.3);
      paint.fill();
    });
  };

  return {
    hear: (decibels) => {
      loudest = Math.max(loudest, loudness(decibels) / 100);
      if (performance.now() - drawnAt < EVERY_MS) return;
      drawnAt = performance.now();
      if (still.matches) {
        // One shape that grows and shrinks in its place.
        bars.fill(loudest > 0.25 ? Math.round(loudest * 4) / 4 : 0);
      } else {
        bars.push(loudest);
        bars.shift();
      }
      loudest = 0;
      draw();
    },
    rest: () => {
      bars.fill(0);
      draw();
    },
  };
};
