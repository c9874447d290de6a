import { writtenParameters } from "../../language/python/defaults";
import { pythonLiteral } from "../../language/python/literal";
import type { LossDefinition } from "../../losses";
import { completeParameters } from "../../losses/parameterValues";
import { metricNames, metrics } from "../../metrics/metrics";
import { csvText } from "../csv";
import { neverSaysYes, type SetSizes } from "./counts";
import type { ComparisonRun } from "./state";

/**
 * A table with a row for each model that has ended: its slot's letter, its loss and the loss's
 * parameters as Python writes them, the seed of its initial weights, its metrics on the validation
 * set (empty where undefined or diverged), its outcome, and whether it predicts any positive.
 */
export function comparisonCsv(
  { comparison, slots, results }: Pick<ComparisonRun, "comparison" | "slots" | "results">,
  letters: readonly string[],
  definitions: readonly LossDefinition[],
  sizes: SetSizes,
): string {
  const rows = slots.flatMap(({ loss }, index) =>
    Array.from({ length: comparison.seeds }, (_, seed) => seed)
      .filter((seed) => results.outcome(index, seed) !== "missing")
      .map((seed) => {
        const values = results.metrics(index, seed);
        return [
          letters[index]!,
          loss.id,
          parametersText(definitions[index]!, loss.parameters),
          (comparison.base.seeds.weights + seed) % 2 ** 32,
          ...metricNames.map((name) => values?.[name] ?? ""),
          results.outcome(index, seed),
          values === undefined ? "" : neverSaysYes(values, sizes) ? "no" : "yes",
        ];
      }),
  );
  const heading = [
    "slot",
    "loss",
    "parameters",
    "weights_seed",
    ...metricNames.map((name) => metrics[name].column),
    "outcome",
    "says_yes",
  ];
  return csvText([heading, ...rows]);
}

function parametersText({ source }: LossDefinition, given: Parameters<typeof completeParameters>[1]): string {
  return Object.entries(completeParameters(writtenParameters(source), given))
    .map(([name, value]) => `${name}=${pythonLiteral(value)}`)
    .join(", ");
}
