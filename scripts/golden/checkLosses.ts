import { type CaseValues, caseValues } from "./caseValues";
import { Comparison, type Tolerance } from "./comparison";
import { decodeNumber, decodeTensor, type EncodedTensor } from "./encoding";
import type { LossCase, LossFixture } from "./fixtures";
import { createCpuGoldenEngine, type GoldenEngine } from "./goldenEngine";
import { UnsupportedCaseError } from "./goldenLosses";
import { differenceText, type ReportRow } from "./report";

/** Torch's own float64, summed in another order. */
export const FLOAT64_LOSS: Tolerance = { absolute: 1e-12, relative: 1e-10 };
/** A few roundings of 6e−8 each; the absolute part covers the rounding left after terms cancel. */
export const FLOAT32_LOSS: Tolerance = { absolute: 1e-6, relative: 1e-5 };

/** A line per loss, in the file's order. */
export async function checkLosses(fixture: LossFixture, engine: GoldenEngine): Promise<ReportRow[]> {
  const rows = new Map<string, ReportRow>();
  for (const goldenCase of fixture.cases) {
    const name = goldenCase.loss;
    const row = rows.get(name) ?? {
      kind: "loss",
      name,
      status: "unsupported",
      cases: 0,
      unsupported: 0,
      worst: null,
      details: [],
    };
    rows.set(name, row);
    row.cases++;
    try {
      const comparison = await checkCase(goldenCase, engine);
      if (row.status === "unsupported") row.status = "ok";
      const { worst } = comparison;
      if (worst !== undefined && (row.worst === null || ratio(worst) > ratio(row.worst))) row.worst = worst;
      for (const failure of comparison.failures) fail(row, differenceText(failure));
    } catch (error) {
      if (error instanceof UnsupportedCaseError) {
        row.unsupported++;
        if (!row.details.includes(error.message)) row.details.push(error.message);
      } else fail(row, `${goldenCase.id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return [...rows.values()];
}

function fail(row: ReportRow, detail: string): void {
  row.status = "FAIL";
  row.details.push(detail);
}

function ratio({ error, tolerance }: { error: number; tolerance: number }): number {
  return error === 0 ? 0 : error / tolerance;
}

function holdableInFloat32(value: number): number {
  const rounded = Math.fround(value);
  return Number.isFinite(rounded) ? value : rounded;
}

const reductions = new Set(["none", "mean", "sum", "batchmean"]);

/** The outputs that a case expects in addition to the reductions: a module's other results. */
function furtherTensors(expected: LossCase["expected"]): Record<string, EncodedTensor> {
  const others = Object.entries(expected).filter(([name]) => !reductions.has(name));
  return Object.fromEntries(others) as Record<string, EncodedTensor>;
}

/**
 * Float32 cannot distinguish 1 − 1e−13 from 1, or 1e−44 from 0. A number that changes by more than
 * this share of the tolerance when the case's inputs are rounded to float32 (with everything else
 * in float64) is left out of a float32 engine's check.
 */
const HELD_SHARE = 0.1;

/** `a` with inputs rounded to float32, `b` without. */
export function isHeldInFloat32(a: number, b: number): boolean {
  const { absolute, relative } = FLOAT32_LOSS;
  return Object.is(a, b) || Math.abs(a - b) <= HELD_SHARE * (absolute + relative * Math.abs(b));
}

async function checkCase(goldenCase: LossCase, engine: GoldenEngine): Promise<Comparison> {
  const { id, expected, grad, grad_mean, grad_batchmean } = goldenCase;
  const values = await caseValues(goldenCase, engine);
  const single = engine.precision === "float32";
  const tolerance = single ? FLOAT32_LOSS : FLOAT64_LOSS;
  const reference = createCpuGoldenEngine("float64");
  const exact = single ? await caseValues(goldenCase, reference) : values;
  const held = single ? await caseValues(goldenCase, reference, Math.fround) : values;
  const mayBeLimit = values.limits && (goldenCase.tags ?? []).includes("nonfinite");
  const comparison = new Comparison();

  const check = (where: string, torch: number, of: (values: CaseValues) => number) => {
    if (!isHeldInFloat32(of(held), of(exact))) return;
    const actual = of(values);
    const limit = mayBeLimit && !Number.isFinite(torch) && Number.isFinite(actual);
    // A number outside float32's range is an infinity there.
    const holdable = single ? holdableInFloat32(torch) : torch;
    comparison.add(`${id}: ${where}`, actual, limit ? actual : holdable, tolerance);
  };
  const checkAll = (where: string, torch: Float64Array, of: (values: CaseValues) => Float64Array | undefined) => {
    const length = of(values)?.length;
    if (length === undefined) throw new UnsupportedCaseError(`no ${where}`);
    if (length !== torch.length) throw new Error(`${where}: expected ${torch.length} numbers, got ${length}`);
    for (let i = 0; i < torch.length; i++) check(`${where}[${i}]`, torch[i]!, (from) => of(from)![i]!);
  };
  checkAll("none", decodeTensor(expected.none), ({ none }) => none);
  check("mean", decodeNumber(expected.mean), ({ mean }) => mean);
  check("sum", decodeNumber(expected.sum), ({ sum }) => sum);
  if (expected.batchmean !== undefined) {
    check("batchmean", decodeNumber(expected.batchmean), ({ batchmean }) => batchmean ?? Number.NaN);
  }
  for (const [name, tensor] of Object.entries(furtherTensors(expected))) {
    // A graph outputs only its loss: GHM's weights and the class weights are internal.
    if (values.further === undefined) continue;
    checkAll(name, decodeTensor(tensor), ({ further }) => further?.[name]);
  }
  for (const [name, tensor] of Object.entries(grad_batchmean ?? {})) {
    checkAll(`grad_batchmean.${name}`, decodeTensor(tensor), ({ batchmeanGradients }) => batchmeanGradients?.[name]);
  }
  for (const [name, tensor] of Object.entries(grad)) {
    checkAll(`grad.${name}`, decodeTensor(tensor), ({ sumGradients }) => sumGradients[name]);
  }
  for (const [name, tensor] of Object.entries(grad_mean ?? {})) {
    checkAll(`grad_mean.${name}`, decodeTensor(tensor), ({ meanGradients }) => meanGradients[name]);
  }
  return comparison;
}
