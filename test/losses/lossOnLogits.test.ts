import { describe, expect, it } from "vitest";
import { numericParameters } from "../../src/language";
import { compileLoss } from "../../src/language/passes/compile";
import { type LossDefinition, LossOnLogits, logitGraphs, losses } from "../../src/losses";
import { networkFit } from "../../src/losses/networkFit";

// Logits at which no loss has a corner.
const logits = Float64Array.of(-3, -0.6, 0.1, 0.6, 3);
const onOneLogit = losses.filter((loss) => {
  const fit = networkFit(loss);
  return fit.trains && fit.outputs === 1;
});

describe.each(onOneLogit)("$id on the logit", (definition) => {
  const program = compileLoss(definition.source, { parameters: {} });
  const parameters = numericParameters(program, {});
  const loss = new LossOnLogits(definition, logitGraphs(definition, program));
  const value = (points: Float64Array, label: 0 | 1) =>
    loss.at(points, label, parameters).value.slice(0, points.length);

  // A loss of counts or pairs has no value for a single sample.
  const { view = "curve" }: LossDefinition = definition;
  if (!(view === "batch"))
    it("pulls positives up and negatives down", () => {
      const [low, high] = [Float64Array.of(-2), Float64Array.of(2)];
      expect(value(low, 1)[0]).toBeGreaterThan(value(high, 1)[0]!);
      // For a label 0 the symmetric percentage error is 2 at any prediction.
      if (definition.id === "smape") expect(value(high, 0)[0]).toBe(value(low, 0)[0]);
      else expect(value(high, 0)[0]).toBeGreaterThan(value(low, 0)[0]!);
    });

  it("uses each point's own label", () => {
    const both = loss.at(logits, [1, 0, 1, 0, 1], parameters).value.slice();
    const [negative, positive] = [value(logits, 0), value(logits, 1)];
    expect([...both]).toEqual([positive[0], negative[1], positive[2], negative[3], positive[4]]);
  });
});
