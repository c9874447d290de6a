/**
 * `npm run fuzz -- language [--runs N] [--seed N]`: compiles N (100,000) changed sources. Each must
 * compile or be refused with the language's own error, within 100 ms. Exit code 0: all did; 1: the
 * smallest source that did not is printed; 2: wrong arguments.
 */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { LossSourceError } from "../../src/language";
import { compileLoss } from "../../src/language/passes/compile";
import { goldenSources, mutatedSource } from "./mutatedSource";

const USAGE = "npm run fuzz -- language [--runs N] [--seed N]";
const MAX_MS = 100;

export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { runs: { type: "string" }, seed: { type: "string" } },
    allowPositionals: true,
  });
  const [runs, seed] = [Number(values.runs ?? 100_000), Number(values.seed ?? 1)];
  if (positionals.join() !== "language" || !(Number.isInteger(runs) && runs > 0) || !Number.isInteger(seed)) {
    console.error(USAGE);
    return 2;
  }
  const seeds = goldenSources();
  for (const source of seeds) timeToCompile(source); // the first calls are slow
  let accepted = 0;
  let slowest = 0;
  const property = fc.property(mutatedSource(seeds), (source) => {
    const { elapsedMs, compiled } = timeToCompile(source);
    // A pause of the machine is not the source's: what is slow is slow again.
    const ms = elapsedMs > MAX_MS ? Math.min(elapsedMs, timeToCompile(source).elapsedMs) : elapsedMs;
    if (compiled) accepted++;
    slowest = Math.max(slowest, ms);
    if (ms > MAX_MS) throw new Error(`${ms.toFixed(0)} ms`);
  });
  const result = fc.check(property, { numRuns: runs, seed });
  if (result.failed) {
    console.log(`FAIL after ${result.numRuns} sources: ${result.errorInstance}\n\n${result.counterexample?.[0]}`);
    return 1;
  }
  console.log(`${runs} sources: ${accepted} compiled, the others refused; the slowest took ${slowest.toFixed(0)} ms`);
  return 0;
}

/** Throws whatever is not the language's own error. */
function timeToCompile(source: string): { elapsedMs: number; compiled: boolean } {
  const start = performance.now();
  let compiled = true;
  try {
    compileLoss(source);
  } catch (error) {
    if (!(error instanceof LossSourceError)) throw error;
    compiled = false;
  }
  return { elapsedMs: performance.now() - start, compiled };
}
