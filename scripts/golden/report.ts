import type { BackendId } from "../../src/engine/backend";
import type { Comparison, Difference } from "./comparison";
import { UnsupportedCaseError } from "./goldenLosses";

export type Status = "ok" | "FAIL" | "unsupported";

/**
 * One line: a loss or a source text with all its cases, a training run, or an optimiser's
 * trajectory.
 */
export interface ReportRow {
  kind: "loss" | "run" | "optimizer" | "source";
  name: string;
  status: Status;
  cases: number;
  /** The number of `cases` that were not checked; `details` lists them. */
  unsupported: number;
  worst: Difference | null;
  /** Why it failed or was not checked, one entry per cause. */
  details: string[];
}

/** The line of one comparison. If `check` throws, the line is unsupported or FAIL. */
export async function rowOf(
  kind: ReportRow["kind"],
  name: string,
  check: () => Promise<Comparison>,
): Promise<ReportRow> {
  const row: ReportRow = { kind, name, status: "ok", cases: 1, unsupported: 0, worst: null, details: [] };
  try {
    const comparison = await check();
    row.worst = comparison.worst ?? null;
    if (!comparison.ok) row.details = comparison.failures.map(differenceText);
  } catch (error) {
    if (error instanceof UnsupportedCaseError) {
      return { ...row, status: "unsupported", unsupported: 1, details: [error.message] };
    }
    row.details = [error instanceof Error ? error.message : String(error)];
  }
  return { ...row, status: row.details.length > 0 ? "FAIL" : "ok" };
}

export function differenceText({ where, error, tolerance }: Difference): string {
  return `${where}: off by ${error.toPrecision(3)}, allowed ${tolerance.toPrecision(3)}`;
}

export interface EngineReport {
  engine: BackendId;
  description: string;
  rows: ReportRow[];
  /** Set if the engine itself is unavailable. */
  unavailable?: string;
}

export interface Totals {
  ok: number;
  failed: number;
  /** Number of lines without any checked case. */
  unsupported: number;
  /** Number of single cases not checked, over all lines. */
  unsupportedCases: number;
}

export function totals({ rows, unavailable }: EngineReport): Totals {
  const count = (status: Status) => rows.filter((row) => row.status === status).length;
  return {
    ok: count("ok"),
    failed: count("FAIL") + (unavailable === undefined ? 0 : 1),
    unsupported: count("unsupported"),
    unsupportedCases: rows.reduce((sum, row) => sum + row.unsupported, 0),
  };
}

export function reportText(report: EngineReport): string {
  const lines = [`${report.engine}: ${report.description}`];
  if (report.unavailable !== undefined) lines.push(`  FAIL  not available: ${report.unavailable}`);
  const width = Math.max(0, ...report.rows.map(({ name }) => name.length));
  const headings = { loss: "Losses", optimizer: "Optimiser steps", run: "Training runs", source: "Source texts" };
  for (const kind of ["loss", "source", "optimizer", "run"] as const) {
    const rows = report.rows.filter((row) => row.kind === kind);
    if (rows.length === 0) continue;
    lines.push("", `  ${headings[kind].padEnd(width)}  cases  worst error   tolerance  result`);
    for (const row of rows) lines.push(...rowText(row, width));
  }
  const { ok, failed, unsupported, unsupportedCases } = totals(report);
  lines.push(
    "",
    `  ${report.engine}: ${ok} ok, ${failed} FAIL, ${unsupported} unsupported (${unsupportedCases} cases)`,
  );
  return lines.join("\n");
}

function rowText({ name, status, cases, unsupported, worst, details }: ReportRow, width: number): string[] {
  const error = worst === null ? "–" : worst.error.toExponential(1);
  const tolerance = worst === null ? "–" : worst.tolerance.toExponential(1);
  const some = status !== "unsupported" && unsupported > 0 ? ` (${unsupported} unsupported)` : "";
  const line = `  ${name.padEnd(width)}  ${String(cases).padStart(5)}  ${error.padStart(11)}  ${tolerance.padStart(10)}  ${status}${some}`;
  return [line, ...details.map((detail) => `    ${detail}`)];
}
