export interface Measurement {
  name: string;
  value: number;
  unit: string;
  /** The goal, where there is one. */
  atMost?: number;
  atLeast?: number;
}

export function holds({ value, atMost, atLeast }: Measurement): boolean {
  return value <= (atMost ?? Number.POSITIVE_INFINITY) && value >= (atLeast ?? Number.NEGATIVE_INFINITY);
}

export function row(measurement: Measurement): string {
  const { name, value, unit, atMost, atLeast } = measurement;
  const write = (number: number) => number.toLocaleString("en", { maximumSignificantDigits: number >= 1000 ? 6 : 3 });
  const goal =
    atMost !== undefined ? `at most ${write(atMost)}` : atLeast !== undefined ? `at least ${write(atLeast)}` : "";
  const verdict = goal === "" ? "" : holds(measurement) ? "ok" : "MISSED";
  return `${name.padEnd(64)} ${write(value).padStart(11)} ${unit.padEnd(10)} ${goal.padEnd(20)} ${verdict}`.trimEnd();
}
