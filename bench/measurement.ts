export interface Measurement {
  name: string;
  /** NaN if nothing could be measured; `remark` then says why. */
  value: number;
  remark?: string;
  unit: string;
  /** The goal, if there is one. */
  atMost?: number;
  atLeast?: number;
}

const NAME_WIDTH = 80;

/** A value that could not be measured misses no goal. */
export function holds({ value, atMost, atLeast }: Measurement): boolean {
  if (Number.isNaN(value)) return true;
  return value <= (atMost ?? Number.POSITIVE_INFINITY) && value >= (atLeast ?? Number.NEGATIVE_INFINITY);
}

export function row(measurement: Measurement): string {
  const { name, value, unit, atMost, atLeast, remark } = measurement;
  if (Number.isNaN(value)) return `${name.padEnd(NAME_WIDTH)} ${remark ?? "not measured"}`;
  const write = (number: number) => number.toLocaleString("en", { maximumSignificantDigits: number >= 1000 ? 6 : 3 });
  const goal =
    atMost !== undefined ? `at most ${write(atMost)}` : atLeast !== undefined ? `at least ${write(atLeast)}` : "";
  const verdict = goal === "" ? "" : holds(measurement) ? "ok" : "MISSED";
  const end = [verdict, remark].filter(Boolean).join("  ");
  return `${name.padEnd(NAME_WIDTH)} ${write(value).padStart(11)} ${unit.padEnd(10)} ${goal.padEnd(20)} ${end}`.trimEnd();
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]!
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
