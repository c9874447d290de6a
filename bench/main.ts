/**
 * `npm run bench -- [engines] [page] [heap] [--json]`: measures what the project promises. Without names: engines and page; `heap` trains for
 * three minutes and runs when named. Exit code 1 where a goal is missed.
 */
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { benchEngines } from "./engines";
import { benchHeap } from "./heap";
import { holds, type Measurement, row } from "./measurement";
import { benchPage } from "./page";

const benches: Readonly<Record<string, () => Promise<Measurement[]>>> = {
  engines: benchEngines,
  page: benchPage,
  heap: benchHeap,
};
const unasked = ["engines", "page"];

export async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean", default: false } },
  });
  const unknown = positionals.filter((name) => !Object.hasOwn(benches, name));
  if (unknown.length > 0) {
    console.error(`npm run bench: expected ${Object.keys(benches).join(", ")}; got ${unknown.join(", ")}`);
    return 2;
  }
  const machine = {
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    load: Number(loadavg()[0]!.toFixed(2)),
    node: process.version,
    date: new Date().toISOString(),
  };
  const results: Record<string, Measurement[]> = {};
  for (const name of positionals.length > 0 ? positionals : unasked) {
    results[name] = await benches[name]!();
    if (!values.json) for (const measurement of results[name]) console.log(row(measurement));
  }
  if (values.json) console.log(JSON.stringify({ machine, results }, null, 2));
  else {
    const { processor, cores, load, node, date } = machine;
    console.log(`\n${processor}, ${cores} cores, load ${load} at the start, Node ${node}, ${date}`);
  }
  return Object.values(results).flat().every(holds) ? 0 : 1;
}
