// A sound as data: one channel of samples −1 … 1.

export interface SoundSpec {
  samples: Float32Array;
  sampleRate: number;
  /** What is heard, in a sentence. */
  text: string;
}
