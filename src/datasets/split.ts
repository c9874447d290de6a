import { createRandom, permutation } from "../probability/random";
import type { Samples } from "./samples";
import { trainRows } from "./trainRows";

/** Row numbers of the two sets, in the order of the permutation that split them. */
export interface Split {
  train: Uint32Array;
  validation: Uint32Array;
}

/** The first `trainRows` of a permutation train, the rest validate. */
export function splitRows(rows: number, trainFraction: number, seed: number): Split {
  const order = permutation(rows, createRandom(seed, "split"));
  const count = trainRows(rows, trainFraction);
  return { train: order.slice(0, count), validation: order.slice(count) };
}

/** The rows of the samples with these numbers, in the given order. */
export function selectRows(samples: Samples, rows: Uint32Array): Samples {
  const { inputs } = samples;
  const features = new Float32Array(rows.length * inputs);
  const labels = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    labels[i] = samples.labels[row]!;
    for (let k = 0; k < inputs; k++) features[i * inputs + k] = samples.features[row * inputs + k]!;
  }
  return { rows: rows.length, inputs, features, labels };
}
