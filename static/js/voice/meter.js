// Runs beside the page, in the audio thread: tells how loud each ten milliseconds are, in decibels, and how many samples of
// them were cut off. Timers of a hidden page stand nearly still; this goes on.

const FRAME_S = 0.01;
const TOLD_AT_ONCE = 4;
const CUT_OFF = 0.99;

class Meter extends AudioWorkletProcessor {
  power = 0;
  heard = 0;
  cut = 0;
  told = [];

  process([[samples]]) {
    // Without a microphone there is silence, and it takes time as well.
    const length = samples?.length ?? 128;
    for (let at = 0; at < length; at += 1) {
      const sample = samples?.[at] ?? 0;
      this.power += sample * sample;
      if (Math.abs(sample) >= CUT_OFF) this.cut += 1;
      this.heard += 1;
      if (this.heard >= FRAME_S * sampleRate) this.tell();
    }
    return true;
  }

  tell() {
    this.told.push({ level: 10 * Math.log10(this.power / this.heard + 1e-12), cut: this.cut });
    this.power = this.heard = this.cut = 0;
    if (this.told.length < TOLD_AT_ONCE) return;
    this.port.postMessage(this.told);
    this.told = [];
  }
}

registerProcessor("meter", Meter);
