import { writtenParameters } from "../../language/python/defaults";
import { pythonLiteral } from "../../language/python/literal";
import type { LossDefinition } from "../../losses";
import { presentParameters } from "../../losses/parameterValues";
import { metricNames, metrics } from "../../metrics/metrics";
import { neverSaysYes, type SetSizes } from "./counts";
import type { ComparisonRun } from "./state";

/**
 * Every model that has ended as a line of a table (RFC 4180, lines end with CR LF): its slot's letter, loss and
 * parameters as Python writes them, the seed of its initial weights, its metrics on the validation set in full precision
 * (empty where one is undefined or it diverged), what became of it, and whether it calls anything positive.
 */
export function comparisonCsv(
  { comparison, slots, results }: Pick<ComparisonRun, "comparison" | "slots" | "results">,
  letters: readonly string[],
  definitions: readonly LossDefinition[],
  sizes: SetSizes,
): string {
  const lines = slots.flatMap(({ loss }, index) =>
    Array.from({ length: comparison.seeds }, (_, seed) => seed)
      .filter((seed) => results.outcome(index, seed) !== "missing")
      .map((seed) => {
        const values = results.metrics(index, seed);
        return [
          letters[index]!,
          loss.id,
          quoted(parametersText(definitions[index]!, loss.parameters)),
          (comparison.base.seeds.weights + seed) % 2 ** 32,
          ...metricNames.map((name) => (values === undefined || Number.isNaN(values[name]) ? "" : values[name])),
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
  return [heading, ...lines].map((line) => `${line.join(",")}\r\n`).join("");
}

function parametersText({ source }: LossDefinition, given: Parameters<typeof presentParameters>[1]): string {
  return Object.entries(presentParameters(writtenParameters(source), given))
    .map(([name, value]) => `${name}=${pythonLiteral(value)}`)
    .join(", ");
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
