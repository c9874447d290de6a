import { describe, expect, it } from "vitest";
import { trainedLoss } from "../../../src/engine/job";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import { numericParameters } from "../../../src/language";
import { createEvaluator } from "../../../src/language/evaluate/evaluator";
import { compileLoss } from "../../../src/language/passes/compile";
import { compileDefinition, labelColumns, lossOnOutputs, networkFit, pageSizes } from "../../../src/losses";
import { createRandom } from "../../../src/probability/random";
import { everyLoss } from "../../losses/catalogue/everyLoss";

const trainable = everyLoss.filter((loss) => networkFit(loss).trains);
/** Both run the same operations on the same numbers; only the last rounding of a sum may differ. */
const SAME = 1e-15;

describe.each(trainable)("the program of $id for the known labels", (definition) => {
  it("has the values of the program for any labels", () => {
    const { program: known } = trainedLoss({ ...tutorialExperiment, loss: { id: definition.id, parameters: {} } });
    const general = lossOnOutputs(definition, compileDefinition(definition));
    const { reduction, weighted, pointwise } = general;
    expect(known).toMatchObject({ reduction, weighted, pointwise });
    const rows = labelColumns(definition.labels, pageSizes.classes);
    const random = createRandom(3, "data");
    const count = 60;
    const predictions = Array.from({ length: general.predictionColumns }, () =>
      Float64Array.from({ length: count }, () => 8 * random.normal()),
    );
    const targets = rows[0]!.map((_, column) =>
      Float64Array.from({ length: count }, (_, i) => rows[i % 3 === 0 ? 1 : 0]![column]!),
    );
    const input = { predictions, targets, count, parameters: numericParameters(general, {}) };
    const [values, expected] = [known, general].map((program) => {
      const outputs = createEvaluator(program.batch, Float64Array).evaluate(input);
      return Object.fromEntries(
        Object.entries(outputs).map(([name, value]) => [name, typeof value === "number" ? [value] : [...value]]),
      );
    });
    expect(Object.keys(values!)).toEqual(Object.keys(expected!));
    for (const [name, wanted] of Object.entries(expected!)) {
      const scale = Math.max(...wanted.map(Math.abs));
      for (const [i, value] of wanted.entries()) {
        expect(Math.abs(values![name]![i]! - value), `${name}[${i}]`).toBeLessThanOrEqual(SAME * scale);
      }
    }
  });
});

describe("a loss whose targets are known", () => {
  const smooth = `def soft(p, y):
    t = torch.where(y == 1, p, torch.where(y == 0, 1 - p, torch.exp(y) * p))
    return torch.where((y >= 0) & (y <= 1), -torch.log(t), torch.sin(p)).mean()
`;
  const opsOf = (targets?: readonly (readonly number[])[]) => {
    const { batch } = compileLoss(smooth, targets ? { targets } : {});
    return new Set(batch.nodes.map(({ op }) => op));
  };

  it("omits what only other targets need", () => {
    expect([...opsOf()]).toEqual(expect.arrayContaining(["exp", "sin", "and", "ge"]));
    const left = opsOf([[0], [1]]);
    for (const op of ["exp", "sin", "and", "ge"] as const) expect(left).not.toContain(op);
    expect(left).toContain("select");
  });

  it("keeps what some of the targets need", () => {
    expect(opsOf([[0], [0.5]])).toContain("exp");
    expect(opsOf([[-1], [1]])).toContain("sin");
  });

  it("has one value per sample if all targets give the same value", () => {
    const { batch } = compileLoss("def c(p, y):\n    return y * y", { targets: [[-1], [1]], reduction: "none" });
    const { perSample } = createEvaluator(batch, Float64Array).evaluate({
      predictions: [new Float64Array(3)],
      targets: [Float64Array.of(-1, 1, 1)],
      count: 3,
      parameters: {},
    });
    expect(perSample).toEqual(Float64Array.of(1, 1, 1));
  });
});
