/** The names of a sample's numbers in the loss's statements, and where the kernels find them. */
import { type ModelLayout, outputCount } from "../../../experiment/modelLayout";

/** `prediction`, `prediction1` … and `target_value`, `target_value1` …: the columns of a loss. */
export function columnName(name: "prediction" | "target_value", column: number): string {
  return column === 0 ? name : `${name}${column}`;
}

/** `let` statements for the first `count` columns; `value(k)` is the expression of column k. */
export function nameColumns(
  name: "prediction" | "target_value",
  count: number,
  value: (column: number) => string,
): string[] {
  return Array.from({ length: count }, (_, column) => `let ${columnName(name, column)} = ${value(column)};`);
}

/**
 * A sample's target columns in `targets`, [rows, columns + 1] row-major; its label is the last
 * column.
 */
export function nameTargets(columns: number): string[] {
  return nameColumns("target_value", columns, (column) => `targets[${targetPlace(columns, column)}]`);
}

function targetPlace(columns: number, column: number): string {
  return `data_row * ${columns + 1}u${column === 0 ? "" : ` + ${column}u`}`;
}

/** The network's outputs under the loss's names, from a call that runs the network forward. */
export function nameOutputs(layout: ModelLayout, call: string): string[] {
  const outputs = outputCount(layout);
  if (outputs === 1) return [`let prediction = ${call};`];
  return [`let outputs = ${call};`, ...nameColumns("prediction", outputs, (column) => `outputs[${column}]`)];
}

/** What CORRECT compares: the decision logit (experiment/decision.ts) and the label. */
export function nameJudgement(layout: ModelLayout, targetColumns: number): string[] {
  const decision = ["prediction", "prediction1 - prediction"][outputCount(layout) - 1];
  if (decision === undefined) throw new RangeError(`network outputs: expected 1 or 2, got ${outputCount(layout)}`);
  return [`let decision = ${decision};`, `let positive = targets[${targetPlace(targetColumns, targetColumns)}] > 0.5;`];
}
