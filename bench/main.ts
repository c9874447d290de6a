/**
 * `npm run bench -- [NAME]... [--rounds N] [--minutes N] [--without ID,ID…] [--json]`: measures
 * what the project promises. Exit code 1 if a goal is missed.
 *
 * - `engines`: the tutorial's 30 epochs on each engine, through the page's client and worker.
 * - `peers`: the same job on our engines, PyTorch, TensorFlow.js and jax-js, interleaved; times and
 *   ratios.
 * - `sweep`: 256 models × 220 steps in the same way, on the CPU by workers that only train and by
 *   the pool that trains and measures the page's sweeps (`cpu-pool`); and 256 × 30 epochs in that
 *   pool.
 * - `scaling`: every pointwise loss, the first step of every loss, and ten times the samples, steps
 *   and models.
 * - `page`: the built page: how soon it shows, how fast it answers and draws; the same with a
 *   main thread that is four times as slow, and Lighthouse's mobile judgement.
 * - `heap`: the page's heap in three minutes of training.
 * - `soak`: the memory of the page and its workers in an hour of trainings, sweeps and comparisons
 *   (`--minutes N`).
 *
 * Without names: all but `heap` and `soak`. The first `peers` or `sweep` installs the peers'
 * packages in bench/peers, the first `page` Lighthouse in bench/lighthouse (npm ci; the project's
 * own installation has neither, since no other command needs them). PyTorch
 * takes part if a python3 imports torch (Debian: apt install python3-torch); absent contestants are
 * named. `--rounds`: in how many rounds each contestant of a race is timed. `--without`:
 * contestants to leave out, by id: float64, cpu, cpu-pool, webgpu, onnx, pytorch-modules,
 * pytorch-flat, tfjs-cpu, tfjs-cpu-by-hand, tfjs-wasm, tfjs-wasm-by-hand, tfjs-webgpu-by-hand,
 * jax-js. The peers' modules are checked by `npx tsc -p bench/peers` once their packages are
 * installed.
 */
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { benchEngines } from "./engines";
import { benchHeap } from "./heap";
import { holds, type Measurement, row } from "./measurement";
import { benchPage } from "./page";
import { benchPeers, type PeerOptions } from "./peers";
import { benchScaling } from "./scaling";
import { benchSoak } from "./soak";
import { benchSweep } from "./sweep";

const benches: Readonly<
  Record<string, (options: PeerOptions & { minutes: number | undefined }) => Promise<Measurement[]>>
> = {
  engines: benchEngines,
  peers: benchPeers,
  sweep: benchSweep,
  scaling: benchScaling,
  page: benchPage,
  heap: benchHeap,
  soak: benchSoak,
};
const unasked = Object.keys(benches).filter((name) => name !== "heap" && name !== "soak");

export async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      rounds: { type: "string" },
      minutes: { type: "string" },
      without: { type: "string", default: "" },
    },
  });
  const unknown = positionals.filter((name) => !Object.hasOwn(benches, name));
  if (unknown.length > 0) {
    console.error(`npm run bench: expected ${Object.keys(benches).join(", ")}; got ${unknown.join(", ")}`);
    return 2;
  }
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0)) {
    console.error(`npm run bench: --rounds: expected a whole number above 0, got ${values.rounds}`);
    return 2;
  }
  const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
  if (minutes !== undefined && !(minutes > 0)) {
    console.error(`npm run bench: --minutes: expected a number above 0, got ${values.minutes}`);
    return 2;
  }
  const options = { rounds, minutes, without: values.without.split(",").filter(Boolean) };
  const machine = {
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    load: Number(loadavg()[0]!.toFixed(2)),
    node: process.version,
    date: new Date().toISOString(),
  };
  const results: Record<string, Measurement[]> = {};
  for (const name of positionals.length > 0 ? positionals : unasked) {
    results[name] = await benches[name]!(options);
    if (!values.json) for (const measurement of results[name]) console.log(row(measurement));
  }
  if (values.json) console.log(JSON.stringify({ machine, results }, null, 2));
  else {
    const { processor, cores, load, node, date } = machine;
    console.log(`\n${processor}, ${cores} cores, load ${load} at the start, Node ${node}, ${date}`);
  }
  return Object.values(results).flat().every(holds) ? 0 : 1;
}
