import { createRandom, permutation } from "../probability/random";

/**
 * The order in which an epoch (from 0) visits the training rows: a permutation of 0 … rows−1. Each
 * epoch has its own generator, so its order does not depend on which epochs were requested before.
 */
export function batchOrder(rows: number, seed: number): (epoch: number) => Uint32Array {
  return (epoch) => permutation(rows, createRandom(seed, "order", epoch));
}
