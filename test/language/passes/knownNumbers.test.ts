import { expect, it } from "vitest";
import { createEvaluator } from "../../../src/language";
import { withNumbers } from "../../../src/language/passes/knownNumbers";
import { optimizerDefaults, ruleOf } from "../../../src/optimizers";
import { optimizerUpdate } from "../../../src/optimizers/update";

const { graph, settings, scalars } = optimizerUpdate(ruleOf(optimizerDefaults("Adam")));
const known = withNumbers(graph, settings);

it("puts known numbers in place of parameters and computes what depends only on them", () => {
  const numbers = known.nodes.filter(({ op, shape }) => shape.length === 0 && op !== "constant");
  expect(numbers.map(({ op, name }) => `${op} ${name}`).sort()).toEqual(
    scalars.map((name) => `parameter ${name}`).sort(),
  );
});

it("computes the same to the last digit", () => {
  const vector = (scale: number) => Float64Array.from({ length: 5 }, (_, i) => scale * Math.sin(i + 1));
  const vectors = {
    ...{ parameter: vector(2), gradient: vector(-0.3), rate: vector(0.01), decay: vector(0.1) },
    ...{ mean: vector(0.2), square: vector(0.1).map(Math.abs) },
  };
  const step = { rateFactor: 1.7, rootFactor: 3.1 };
  const input = { predictions: [], targets: [], vectors, count: 5 };
  expect(createEvaluator(known, Float64Array).evaluate({ ...input, parameters: step })).toEqual(
    createEvaluator(graph, Float64Array).evaluate({ ...input, parameters: { ...settings, ...step } }),
  );
});
