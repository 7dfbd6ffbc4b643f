// A sound as an output: a WAV file of one channel with 16 bits a sample, and how loud it is along the way.
import { toBase64 } from "./base64";
import type { SoundOutput } from "./output";
import type { SoundSpec } from "../book/sound-spec";

const headerBytes = 44;
const maxStretches = 240;

export function isSound(value: unknown): value is SoundSpec {
  if (typeof value !== "object" || value === null) return false;
  const { samples, sampleRate } = value as Partial<SoundSpec>;
  return samples instanceof Float32Array && typeof sampleRate === "number";
}

export function toSoundOutput({ samples, sampleRate, text }: SoundSpec): SoundOutput {
  const seconds = samples.length / sampleRate;
  const said = text || `${seconds.toFixed(1)} s, ${sampleRate} Hz`;
  return {
    kind: "sound",
    text: said,
    seconds,
    wav: toBase64(toWav(samples, sampleRate)),
    loudness: toLoudness(samples),
  };
}

/** RIFF, "fmt ", "data", as Microsoft and IBM wrote it down in 1991. */
function toWav(samples: Float32Array, sampleRate: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(headerBytes + 2 * samples.length));
  const write = (at: number, text: string) => [...text].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
  write(0, "RIFF");
  view.setUint32(4, headerBytes - 8 + 2 * samples.length, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // one channel
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, 2 * sampleRate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, "data");
  view.setUint32(40, 2 * samples.length, true);
  samples.forEach((value, i) => {
    view.setInt16(headerBytes + 2 * i, Math.round(Math.min(1, Math.max(-1, value)) * 0x7fff), true);
  });
  return new Uint8Array(view.buffer);
}

function toLoudness(samples: Float32Array): number[] {
  const count = Math.min(maxStretches, samples.length);
  return Array.from({ length: count }, (_, i) => {
    const stretch = samples.subarray(
      Math.floor((i * samples.length) / count),
      Math.floor(((i + 1) * samples.length) / count),
    );
    return Number(
      Math.min(
        1,
        stretch.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
      ).toFixed(2),
    );
  });
}
