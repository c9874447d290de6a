import { FLOAT32_LOSS, FLOAT64_LOSS } from "./checkLosses";
import { Comparison } from "./comparison";
import { decodeNumber } from "./encoding";
import type { TrainingFixture } from "./fixtures";
import type { GoldenEngine } from "./goldenEngine";
import { optimizerRule, perGroup } from "./optimizerRule";
import { type ReportRow, rowOf } from "./report";

/** A line per trajectory. */
export async function checkOptimizers(fixture: TrainingFixture, engine: GoldenEngine): Promise<ReportRow[]> {
  const rows: ReportRow[] = [];
  const tolerance = engine.precision === "float64" ? FLOAT64_LOSS : FLOAT32_LOSS;
  for (const { id, optimizer, param, grads, after_step } of fixture.optimizer_steps) {
    rows.push(
      await rowOf("optimizer", id, async () => {
        const decode = (values: readonly (typeof param)[number][]) => Float64Array.from(values, decodeNumber);
        const steps = await engine.optimizerSteps(
          optimizerRule(optimizer),
          perGroup(optimizer.lr).weights,
          perGroup(optimizer.weight_decay).weights,
          decode(param),
          grads.map(decode),
        );
        const comparison = new Comparison();
        for (const [index, values] of after_step.entries()) {
          comparison.addAll(`step ${index + 1}`, steps[index]!, decode(values), tolerance);
        }
        return comparison;
      }),
    );
  }
  return rows;
}
