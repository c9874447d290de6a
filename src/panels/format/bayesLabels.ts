import type { Corner, FieldLabel } from "../../charts";
import type { NumberFormats, Translate } from "../../i18n";
import type { BayesBoundary } from "../../metrics/bayes";

/** The label of the Bayes boundary on a plane; none if the data have no such boundary. */
export function bayesLabels(
  t: Translate,
  format: NumberFormats,
  bayes: BayesBoundary | null,
  corner: Corner = "bottom-left",
): FieldLabel[] {
  if (bayes === null) return [];
  const { name, value } = bayes.boundary.at;
  const text = t("field.bayes", { name, value: format.fixed(value, 2), weights: bayes.weighted ? "own" : "even" });
  return [{ corner, text, target: "bayes" }];
}
