// The sound of one sentence, as samples: WAV while it comes in, everything else when it is there.

const AT_ONCE_S = 0.12;
const HEADER = 44;

const text = (view, at) => String.fromCharCode(...[0, 1, 2, 3].map((each) => view.getUint8(at + each)));

// What a WAV file says of itself; nothing where more of it is needed. `bytes` begin with the file.
const described = (bytes) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const [name, size] = [text(view, at), view.getUint32(at + 4, true)];
    if (name === "data") return { ...format, begins: at + 8 };
    if (name === "fmt " && at + 24 <= bytes.length) {
      format = { channels: view.getUint16(at + 10, true), rate: view.getUint32(at + 12, true), bits: view.getUint16(at + 22, true) };
    }
    at += 8 + size + (size % 2);
  }
  return null;
};

const samplesOf = (bytes) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Float32Array(bytes.length >> 1);
  for (let at = 0; at < samples.length; at += 1) samples[at] = view.getInt16(2 * at, true) / 32768;
  return samples;
};

const together = (one, other) => {
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
};

// Yields {samples, rate} while the bytes come. Only what every provider sends: one channel, 16 bits.
async function* streamed(response) {
  const reader = response.body.getReader();
  let bytes = new Uint8Array();
  let wav;
  for (let done = false; !done; ) {
    const read = await reader.read();
    ({ done } = read);
    if (read.value) bytes = together(bytes, read.value);
    if (!wav && bytes.length >= HEADER) {
      wav = described(bytes);
      if (wav && (wav.channels !== 1 || wav.bits !== 16)) throw new Error("not what is streamed");
      if (wav) bytes = bytes.slice(wav.begins);
    }
    const enough = wav && (done ? 2 : 2 * Math.round(AT_ONCE_S * wav.rate));
    if (!wav || bytes.length < enough) continue;
    const whole = bytes.length - (bytes.length % 2);
    yield { samples: samplesOf(bytes.slice(0, whole)), rate: wav.rate };
    bytes = bytes.slice(whole);
  }
  if (!wav) throw new Error("no sound");
}

// Yields the sentence in one or more parts. Throws where there is no sound.
export async function* soundOf(url, context, signal) {
  const response = await fetch(url, { signal });
  if (!response.ok || response.redirected || response.status === 204) throw new Error("no sound");
  if (/wav/.test(response.headers.get("Content-Type") ?? "")) {
    yield* streamed(response);
    return;
  }
  const buffer = await context.decodeAudioData(await response.arrayBuffer());
  yield { samples: buffer.getChannelData(0), rate: buffer.sampleRate };
}
