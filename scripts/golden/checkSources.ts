import { type LossProgram, LossSourceError, numericParameters } from "../../src/language";
import { compileLoss } from "../../src/language/passes/compile";
import { FLOAT32_LOSS, isHeldInFloat32 } from "./checkLosses";
import { Comparison, type Tolerance } from "./comparison";
import { decodeNumber } from "./encoding";
import { createCpuGoldenEngine, type GoldenEngine } from "./goldenEngine";
import { differenceText, type ReportRow } from "./report";
import type { SourceCase, SourceEntry } from "./sourceFixtures";

/** What a source text must agree with torch within. */
export const FLOAT64_SOURCE: Tolerance = { absolute: 1e-12, relative: 1e-9 };

/**
 * A line per text: what it is read as, its values and gradients, or where and why it is refused.
 */
export async function checkSources(entries: readonly SourceEntry[], engine: GoldenEngine): Promise<ReportRow[]> {
  const rows: ReportRow[] = [];
  for (const entry of entries) {
    const row: ReportRow = {
      kind: "source",
      name: entry.id,
      status: "ok",
      cases: Math.max(1, entry.cases.length),
      unsupported: 0,
      worst: null,
      details: [],
    };
    if (entry.refusal === undefined) await checkAccepted(entry, engine, row);
    else row.details.push(...refusalFaults(entry));
    rows.push(row.details.length > 0 ? { ...row, status: "FAIL" } : row);
  }
  return rows;
}

/** Cases at 0, 1 and beyond, whose sums and differences float32 cannot hold apart. */
const extremes = new Set(["near", "exact", "large", "huge", "edges"]);

async function checkAccepted(entry: SourceEntry, engine: GoldenEngine, row: ReportRow): Promise<void> {
  const comparison = new Comparison();
  for (const example of entry.cases) {
    if (engine.precision === "float32" && extremes.has(example.name)) continue;
    try {
      await checkCase(entry, example, engine, comparison);
    } catch (error) {
      row.details.push(`${example.name}: ${error instanceof Error ? error.message : String(error)}`);
      break;
    }
  }
  row.worst = comparison.worst ?? null;
  row.details.push(...comparison.failures.map(differenceText));
}

async function checkCase(
  entry: SourceEntry,
  example: SourceCase,
  engine: GoldenEngine,
  comparison: Comparison,
): Promise<void> {
  const { parameters } = example;
  const program = compileLoss(entry.source, { parameters, ...sizesOf(entry) });
  const { reading } = program;
  if (entry.entry !== undefined && reading?.entry.name !== entry.entry)
    throw new Error(`read as ${reading?.entry.name}, expected ${entry.entry}`);
  if (entry.roles !== undefined && reading?.roles.prediction !== entry.roles.prediction)
    throw new Error(`prediction: read ${reading?.roles.prediction}, expected ${entry.roles.prediction}`);
  const numbers = numericParameters(program, parameters);
  const run = async (on: GoldenEngine, held: (value: number) => number) => {
    const columns = (values: number[][]) => values.map((column) => Float64Array.from(column, held));
    const own = { ...program, batch: withConstants(program.batch, held) };
    const found = await on.evaluateLoss(own, columns(example.prediction), columns(example.target), numbers);
    // Training uses the mean of an unreduced loss; the file's gradient is that of its sum.
    const scale = program.reduction === "none" ? example.prediction[0]!.length : 1;
    return { ...found, gradients: found.gradients.map((column) => column.map((value) => value * scale)) };
  };
  const values = await run(engine, (value) => value);
  const single = engine.precision === "float32";
  const tolerance = single ? FLOAT32_LOSS : FLOAT64_SOURCE;
  const reference = createCpuGoldenEngine("float64");
  const exact = single ? await run(reference, (value) => value) : values;
  const held = single ? await run(reference, Math.fround) : values;
  const check = (where: string, expected: number, of: (found: typeof values) => number) => {
    if (single && !isHeldInFloat32(of(held), of(exact))) return;
    const actual = of(values);
    // Ours may be the finite limit where torch itself has rounded to NaN or Infinity.
    if (example.nonfinite && (!Number.isFinite(expected) || Number.isFinite(actual))) return;
    comparison.add(`${example.name}: ${where}`, actual, expected, tolerance);
  };
  if (Array.isArray(example.value)) {
    for (const [i, value] of example.value.entries())
      check(`value[${i}]`, decodeNumber(value), (found) => found.perSample?.[0]?.[i] ?? Number.NaN);
  } else check("value", decodeNumber(example.value), ({ objective }) => objective);
  for (const [k, column] of example.gradient.entries())
    for (const [i, value] of column.entries())
      check(`gradient[${i}, ${k}]`, decodeNumber(value), ({ gradients }) => gradients[k]?.[i] ?? Number.NaN);
}

/** A text's own numbers, such as 1 − 1e−7, are rounded too in float32. */
function withConstants(graph: LossProgram["batch"], held: (value: number) => number): LossProgram["batch"] {
  const nodes = graph.nodes.map((node) => (node.value === undefined ? node : { ...node, value: held(node.value) }));
  return { ...graph, nodes };
}

/** A shape of one number a sample is left to the reader, which also knows [batch, 1]. */
function sizesOf({ sizes, refusal }: SourceEntry): { sizes?: SourceEntry["sizes"] } {
  if (refusal !== undefined && sizes.prediction.length + sizes.target.length === 0) return {};
  return { sizes };
}

function refusalFaults(entry: SourceEntry): string[] {
  const { lines, mentions } = entry.refusal!;
  try {
    compileLoss(entry.source, sizesOf(entry));
  } catch (error) {
    if (!(error instanceof LossSourceError)) return [`not refused but broken: ${error}`];
    const missing = mentions.filter((word) => !error.message.includes(word));
    return [
      ...(lines.length === 0 || lines.includes(error.line) ? [] : [`refused at line ${error.line}, expected ${lines}`]),
      ...(missing.length === 0 ? [] : [`the message lacks ${missing.join(", ")}: ${error.message}`]),
    ];
  }
  // A graph that shares its nodes may accept a text that a tree could not hold.
  return entry.id === "graph-explosion" ? [] : ["accepted, expected a refusal"];
}
