import type { Confusion } from "../../metrics/confusion";
import type { PairedDifference } from "./seedMetrics";

/** What one run shows of the second loss against the first. */
export type RunFinding =
  /** Both find the same positives in number, with as many false alarms. */
  | { kind: "level" }
  /** Neither predicts any positive. */
  | { kind: "silent" }
  /**
   * How many positives more it finds, and how many false alarms more it raises; negative for fewer.
   */
  | { kind: "differs"; found: number; alarms: number };

export function runFinding(first: Confusion, second: Confusion): RunFinding {
  const called = ({ truePositives, falsePositives }: Confusion) => truePositives + falsePositives;
  if (called(first) === 0 && called(second) === 0) return { kind: "silent" };
  const found = second.truePositives - first.truePositives;
  const alarms = second.falsePositives - first.falsePositives;
  return found === 0 && alarms === 0 ? { kind: "level" } : { kind: "differs", found, alarms };
}

/** What many initial weights show about the difference of a metric. */
export type SeedFinding =
  /** Too few pairs to say anything. */
  | { kind: "few" }
  /** No pair differs at all. */
  | { kind: "equal" }
  /** The interval of the median holds 0. */
  | { kind: "undecided" }
  | { kind: "higher" | "lower" };

export function seedFinding({ pairs, higher, lower, interval }: PairedDifference): SeedFinding {
  if (pairs > 0 && higher + lower === 0) return { kind: "equal" };
  if (interval === null) return { kind: "few" };
  if (interval.low > 0) return { kind: "higher" };
  if (interval.high < 0) return { kind: "lower" };
  return { kind: "undecided" };
}

/**
 * How the one run on screen compares with the many: it agrees, points the other way, or shows a
 * difference that the many do not show.
 */
export function oneRunAgainstMany(own: number, many: SeedFinding): "agrees" | "misleads" | "chance" | "none" {
  if (many.kind === "few" || many.kind === "equal" || Number.isNaN(own)) return "none";
  if (many.kind === "undecided") return own === 0 ? "none" : "chance";
  const sign = many.kind === "higher" ? 1 : -1;
  return own * sign > 0 ? "agrees" : "misleads";
}
