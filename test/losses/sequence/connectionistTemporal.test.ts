import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignmentLattice, occupancy } from "../../../src/losses/sequence/alignmentLattice";
import { connectionistTemporal } from "../../../src/losses/sequence/connectionistTemporal";
import { type Tensor, TensorLossError } from "../../../src/losses/tensor";
import { expectNear } from "../tensorGolden";

/** Sums of some hundred products in float64. */
const ENUMERATION = { absolute: 1e-12, relative: 1e-11 };

const tensor = (shape: number[], values: number[]): Tensor => ({ shape, data: Float64Array.from(values) });

/** One sequence as a batch. */
const single = (logits: number[], classes: number, labels: number[]) => ({
  logits: tensor([logits.length / classes, 1, classes], logits),
  targets: tensor([1, labels.length], labels),
  input_lengths: tensor([1], [logits.length / classes]),
  target_lengths: tensor([1], [labels.length]),
});

/** The rest of a path after equal neighbours are merged and blanks dropped. */
const collapse = (path: number[], blank: number) =>
  path.filter((symbol, t) => symbol !== path[t - 1] && symbol !== blank);

/** Every sequence of `steps` symbols. */
function allPaths(steps: number, classes: number): number[][] {
  if (steps === 0) return [[]];
  return allPaths(steps - 1, classes).flatMap((path) => Array.from({ length: classes }, (_, c) => [...path, c]));
}

function pathProbability(logits: number[], classes: number, path: number[]): number {
  return path.reduce((product, symbol, t) => {
    const exponentials = logits.slice(t * classes, (t + 1) * classes).map(Math.exp);
    return (product * exponentials[symbol]!) / exponentials.reduce((a, b) => a + b);
  }, 1);
}

const problem = fc
  .record({
    steps: fc.integer({ min: 0, max: 5 }),
    classes: fc.integer({ min: 2, max: 3 }),
    length: fc.integer({ min: 0, max: 4 }),
    blank: fc.integer({ min: 0, max: 1 }),
  })
  .chain(({ steps, classes, length, blank }) =>
    fc.record({
      logits: fc.array(fc.double({ min: -4, max: 4, noNaN: true }), {
        minLength: steps * classes,
        maxLength: steps * classes,
      }),
      labels: fc.array(
        fc.integer({ min: 0, max: classes - 1 }).filter((label) => label !== blank),
        { minLength: length, maxLength: length },
      ),
      classes: fc.constant(classes),
      blank: fc.constant(blank),
    }),
  );

describe("connectionist temporal classification", () => {
  it("is −ln of the summed probability of all paths that collapse to the targets", () => {
    fc.assert(
      fc.property(problem, ({ logits, labels, classes, blank }) => {
        const steps = logits.length / classes;
        const fitting = allPaths(steps, classes).filter(
          (path) => collapse(path, blank).join() === labels.join() && path.length === steps,
        );
        const probability = fitting.reduce((sum, path) => sum + pathProbability(logits, classes, path), 0);
        const values = connectionistTemporal.evaluate(
          { ...single(logits, classes, labels), logits: tensor([steps, 1, classes], logits) },
          { blank },
        );
        expectNear(values.sum, -Math.log(probability), ENUMERATION);
        expectNear(values.mean, -Math.log(probability) / Math.max(labels.length, 1), ENUMERATION);
      }),
    );
  });

  it("counts in each cell of the lattice the paths through it", () => {
    const logits = [0.3, -1, 0.6, 1.2, 0.1, -0.4, -0.7, 0.5, 0.2, 0.9, -0.2, 0];
    const labels = [1, 2];
    const logProbabilities = Float64Array.from(logits, (logit, i) => {
      const row = logits.slice(i - (i % 3), i - (i % 3) + 3);
      return logit - Math.log(row.map(Math.exp).reduce((a, b) => a + b));
    });
    const lattice = alignmentLattice(logProbabilities, 3, labels, 0);
    const share = occupancy(lattice);
    expect([...lattice.symbols]).toEqual([0, 1, 0, 2, 0]);
    const fitting = allPaths(4, 3).filter((path) => collapse(path, 0).join() === labels.join());
    const total = fitting.reduce((sum, path) => sum + pathProbability(logits, 3, path), 0);
    expectNear(lattice.logProbability, Math.log(total), ENUMERATION);
    for (let t = 0; t < 4; t++) {
      // The number of labels collapsed so far decides the state, for blanks and labels alike.
      const through = new Array<number>(5).fill(0);
      for (const path of fitting) {
        const done = collapse(path.slice(0, t + 1), 0).length;
        const state = path[t] === 0 ? 2 * done : 2 * done - 1;
        through[state]! += pathProbability(logits, 3, path) / total;
      }
      through.forEach((expected, s) => {
        expectNear(share[t * 5 + s]!, expected, ENUMERATION, `time step ${t}, state ${s}`);
      });
    }
  });

  it("ignores time steps after an input's length and labels after a target's", () => {
    const logits = Array.from({ length: 12 }, (_, i) => Math.cos(i));
    const short = connectionistTemporal.evaluate(single(logits.slice(0, 9), 3, [1]), {});
    const padded = connectionistTemporal.evaluate(
      {
        ...single(logits, 3, [1, 2]),
        input_lengths: tensor([1], [3]),
        target_lengths: tensor([1], [1]),
      },
      {},
    );
    expect(padded.sum).toBe(short.sum);
    expect([...padded.sumGradients.logits!.data.subarray(0, 9)]).toEqual([...short.sumGradients.logits!.data]);
    expect([...padded.sumGradients.logits!.data.subarray(9)]).toEqual([0, 0, 0]);
  });

  it("stays exact where every probability underflows", () => {
    // 400 time steps with a very improbable label: the alignments' probability is about e^−40000.
    const steps = 400;
    const logits = Array.from({ length: steps }, () => [0, -100]).flat();
    const labels = new Array<number>(steps).fill(1).map((_, i) => (i % 2 === 0 ? 1 : 2));
    const wide = Array.from({ length: steps }, () => [0, -100, -100]).flat();
    const values = connectionistTemporal.evaluate(single(wide, 3, labels), {});
    expectNear(values.sum, steps * (100 + Math.log1p(2 * Math.exp(-100))), ENUMERATION);
    expect([...values.sumGradients.logits!.data].every(Number.isFinite)).toBe(true);
    expectNear(connectionistTemporal.evaluate(single(logits, 2, []), {}).sum, 0, ENUMERATION);
  });

  it.each([
    ["a label that is no class", single([0, 0, 0, 0], 2, [2]), {}],
    ["a blank that is no class", single([0, 0, 0, 0], 2, [1]), { blank: 2 }],
    ["more moments than there are", { ...single([0, 0, 0, 0], 2, [1]), input_lengths: tensor([1], [3]) }, {}],
    ["more labels than there are", { ...single([0, 0, 0, 0], 2, [1]), target_lengths: tensor([1], [2]) }, {}],
    ["targets of another batch", { ...single([0, 0, 0, 0], 2, [1]), targets: tensor([2, 1], [1, 1]) }, {}],
    ["logits of two dimensions", { ...single([0, 0], 2, [1]), logits: tensor([1, 2], [0, 0]) }, {}],
  ])("refuses %s", (_what, inputs, parameters) => {
    expect(() => connectionistTemporal.evaluate(inputs, parameters)).toThrow(TensorLossError);
  });
});
