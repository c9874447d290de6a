import { describe, expect, it } from "vitest";
import { createEvaluator, type LossProgram, numericParameters, type ParameterValue } from "../../../src/language";
import { asModule } from "../../../src/language/python/asModule";
import { withDefaults, writtenParameters } from "../../../src/language/python/defaults";
import { compileDefinition, type LossDefinition } from "../../../src/losses";
import { EXAMPLE_SAMPLES, exampleBatch } from "../../../src/losses/exampleBatch";
import { completeParameters, valueNamed } from "../../../src/losses/parameterValues";
import { torchCall } from "../../../src/losses/python/torchCall";
import { everyLoss, graphLosses } from "./everyLoss";

/** Values other than the defaults, within every slider's range. */
function otherValues({ sliders }: LossDefinition): Record<string, number> {
  return Object.fromEntries(
    Object.entries(sliders).map(([name, { min, max, step }]) => [name, Math.min(min + step, max)]),
  );
}

/** All outputs of a program for the card's four samples. */
function valuesOf(loss: LossDefinition, program: LossProgram, given: Record<string, ParameterValue>) {
  const parameters = numericParameters(program, given);
  const batch = { ...exampleBatch(loss, program), count: EXAMPLE_SAMPLES, parameters };
  return createEvaluator(program.batch, Float64Array).evaluate(batch);
}

describe.each(graphLosses)("the Python forms of $id", (loss) => {
  const defaults = completeParameters(writtenParameters(loss.source), {});

  it("declare the parameters that the compiler reads", () => {
    const { parameters } = compileDefinition(loss);
    expect(Object.fromEntries(parameters.map((one) => [one.name, one.default]))).toEqual({ ...defaults });
  });

  it("compile to the same graph as a function and as a class, at the defaults and at other values", () => {
    for (const given of [{}, otherValues(loss)] as Record<string, number>[]) {
      const values: Record<string, ParameterValue> = completeParameters(writtenParameters(loss.source), given);
      const text = withDefaults(loss.source, values);
      const [asFunction, asClass] = [
        compileDefinition({ ...loss, source: text }),
        compileDefinition({ ...loss, source: asModule(text) }),
      ];
      expect(valuesOf(loss, asFunction, {})).toEqual(valuesOf(loss, compileDefinition(loss, values), values));
      expect(asClass.parameters).toEqual(asFunction.parameters);
      expect(asClass.batch).toEqual(asFunction.batch);
      expect(asClass.reduction).toBe(asFunction.reduction);
      for (const [key, value] of Object.entries(given)) expect(valueNamed(values, key), key).toBe(value);
    }
  });

  it("give a finite loss on the card's four samples", () => {
    const program = compileDefinition(loss);
    const { predictions, targets } = exampleBatch(loss, program);
    expect(predictions).toHaveLength(program.predictionColumns);
    expect(targets).toHaveLength(program.targetColumns);
    const result = valuesOf(loss, program, {});
    expect(result.objective).toSatisfy(Number.isFinite);
    if (typeof result.perSample !== "object") return;
    const sum = Array.from(result.perSample).reduce((total, value) => total + value, 0);
    const divisor = typeof result.divisor === "number" ? result.divisor : EXAMPLE_SAMPLES;
    expect(program.weighted).toBe(typeof result.divisor === "number");
    if (program.reduction === "mean") expect(result.objective).toBeCloseTo(sum / divisor, 10);
  });
});

describe.each(everyLoss)("the PyTorch text of $id", (loss) => {
  const defaults = completeParameters(writtenParameters(loss.source), {});

  it("holds the parameters' values and is read back to them", () => {
    const values = completeParameters(writtenParameters(loss.source), otherValues(loss));
    expect({ ...completeParameters(writtenParameters(withDefaults(loss.source, values)), {}) }).toEqual({ ...values });
    expect(withDefaults(loss.source, defaults)).toBe(loss.source);
  });

  it("has a torch call if torch has the loss", () => {
    const call = torchCall(loss, defaults);
    // CTC's function needs a log-softmax first; torch's distance is a function.
    const longer = ["ctc", "triplet-margin-distance"].includes(loss.id);
    expect(call === undefined).toBe(loss.torch === undefined || longer);
    if (call !== undefined) expect(call).toContain(`${loss.torch}(`);
  });
});

it("a torch loss with weights of its own is constructed once, and its weights go to the optimiser", () => {
  const source = "class Own(nn.Module):\n    def __init__(self, n_classes=10, cutoffs=(2, 5)):\n        pass\n";
  const own = { torch: "nn.AdaptiveLogSoftmaxWithLoss", ownWeights: true, source } as const;
  expect(
    torchCall(own, { n_classes: 10, cutoffs: [2, 5] }),
  ).toBe(`# Once; criterion.parameters() go to the optimiser, with the network's.
criterion = nn.AdaptiveLogSoftmaxWithLoss(
    n_classes=10, cutoffs=(2, 5))

# In every step:
loss = criterion(features, y_true).loss`);
});

it("torch's line holds the values that are not None, and tensors as tensors", () => {
  expect(torchCall({ torch: "nn.HuberLoss", source: "" }, { delta: 1 })).toBe(
    "nn.HuberLoss(delta=1.0)(y_pred, y_true)",
  );
  expect(torchCall({ torch: "nn.CrossEntropyLoss", source: "" }, { weight: [1, 30], label_smoothing: 0 })).toBe(
    "nn.CrossEntropyLoss(weight=torch.tensor([1.0, 30.0]), label_smoothing=0.0)(y_pred, y_true)",
  );
  const pair = [
    { name: "input1", differentiable: true, per: "feature" } as const,
    { name: "input2", differentiable: true, per: "feature" } as const,
  ];
  expect(torchCall({ torch: "nn.CosineSimilarity", source: "", inputs: pair }, { eps: 0.5 })).toBe(
    "nn.CosineSimilarity(eps=0.5)(input1, input2)",
  );
  expect(torchCall({ torch: "nn.TripletMarginWithDistanceLoss", source: "" }, { distance: "l1" })).toBeUndefined();
  expect(torchCall({ torch: "nn.BCELoss", source: "" }, { weight: null })).toBe("nn.BCELoss()(y_pred, y_true)");
  // torch multiplies element by element, so that two numbers alone would be refused or broadcast.
  expect(torchCall({ torch: "nn.BCELoss", perLabel: ["weight"], source: "" }, { weight: [1, 30] })).toBe(
    "nn.BCELoss(weight=torch.tensor([1.0, 30.0])[y_true.long()])(y_pred, y_true)",
  );
});
