import type { DatasetKind } from "../../datasets";
import type { LossDefinition } from "../../losses";
import { parameterRange, sweepParameters } from "./parameter";
import { axisValues, type SweepAxis, type SweepSettings, sweepLimits } from "./sweep";

/** A problem of a sweep: a code for a sentence on screen, and a text for a terminal. */
export interface SweepProblem {
  where: "x" | "y" | "seeds";
  code:
    | "unknown-parameter"
    | "same-parameter"
    | "count"
    | "not-ascending"
    | "log-needs-positive"
    | "out-of-range"
    | "too-few-whole-numbers"
    | "seeds";
  message: string;
}

export class InvalidSweepError extends Error {
  readonly problems: readonly SweepProblem[];
  constructor(problems: readonly SweepProblem[]) {
    super(problems.map(({ message }) => message).join("\n"));
    this.name = "InvalidSweepError";
    this.problems = problems;
  }
}

type Definition = Pick<LossDefinition, "sliders">;

/**
 * Empty for a sweep that can be trained on data of this kind. Each side reports only its first
 * problem: others may follow from it.
 */
export function sweepProblems(
  { x, y, seeds }: SweepSettings,
  definition: Definition,
  kind: DatasetKind,
): SweepProblem[] {
  const found: SweepProblem[] = [];
  for (const [where, axis] of [
    ["x", x],
    ["y", y],
  ] as const) {
    const problem = axisProblem(axis, definition, kind);
    if (problem) found.push({ where, code: problem[0], message: `${where}: ${problem[1]}` });
  }
  if (x.parameter === y.parameter) {
    const message = `y.parameter: expected another than x's, got ${y.parameter} for both`;
    found.push({ where: "y", code: "same-parameter", message });
  }
  const { min, max } = sweepLimits.seeds;
  if (!Number.isInteger(seeds) || seeds < min || seeds > max) {
    found.push({
      where: "seeds",
      code: "seeds",
      message: `seeds: expected a whole number from ${min} to ${max}, got ${seeds}`,
    });
  }
  return found;
}

/** Throws InvalidSweepError with every problem. */
export function checkSweep(settings: SweepSettings, definition: Definition, kind: DatasetKind): void {
  const problems = sweepProblems(settings, definition, kind);
  if (problems.length > 0) throw new InvalidSweepError(problems);
}

function axisProblem(
  axis: SweepAxis,
  definition: Definition,
  kind: DatasetKind,
): [SweepProblem["code"], string] | undefined {
  const { parameter, from, to, count, spacing } = axis;
  const known = sweepParameters(definition, kind);
  if (!known.includes(parameter)) {
    return ["unknown-parameter", `expected a parameter among ${known.join(", ")}, got ${parameter}`];
  }
  const { min, max } = sweepLimits.count;
  if (!Number.isInteger(count) || count < min || count > max) {
    return ["count", `expected a whole number of values from ${min} to ${max}, got ${count}`];
  }
  if (!(from < to)) return ["not-ascending", `expected from < to, got ${from} and ${to}`];
  if (spacing === "log" && !(from > 0))
    return ["log-needs-positive", `expected from > 0 for equal ratios, got ${from}`];
  const range = parameterRange(parameter, definition);
  if (from < range.min || to > range.max) {
    return ["out-of-range", `expected values from ${range.min} to ${range.max}, got ${from} to ${to}`];
  }
  if (range.whole && new Set(axisValues(axis, true)).size < count) {
    return ["too-few-whole-numbers", `expected ${count} different whole numbers, got fewer from ${from} to ${to}`];
  }
  return undefined;
}
