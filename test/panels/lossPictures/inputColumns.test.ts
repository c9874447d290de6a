import { describe, expect, it } from "vitest";
import { contrastive } from "../../../src/losses/embedding/contrastive";
import { cosineEmbedding } from "../../../src/losses/embedding/cosineEmbedding";
import { tripletMargin } from "../../../src/losses/embedding/tripletMargin";
import { marginRanking } from "../../../src/losses/ranking/marginRanking";
import {
  atSample,
  labelColumn,
  overColumns,
  sampleColumns,
  scoreInputs,
  vectorInputs,
} from "../../../src/panels/lossPictures/inputColumns";
import { differenceCut, scoresWithDifference } from "../../../src/panels/lossPictures/scoreCut";
import { columnLossOf } from "./columnLossOf";

/** For two orders of the same float64 arithmetic, and torch's ε of 10⁻⁶ in every distance. */
const EPSILON = 1e-5;

describe("a loss of several inputs", () => {
  it("has its vectors, scores and label under the source's names", () => {
    const triplet = columnLossOf(tripletMargin).loss.program;
    expect(vectorInputs(triplet).map(({ name }) => name)).toEqual(["anchor", "positive", "negative"]);
    expect(labelColumn(triplet)).toBeUndefined();
    const ranking = columnLossOf(marginRanking).loss.program;
    expect(scoreInputs(ranking)).toHaveLength(2);
    expect(vectorInputs(ranking)).toEqual([]);
    expect(labelColumn(ranking)).toBe(0);
  });

  it("has the value of the written-out formula at given vectors", () => {
    const { loss, parameters } = columnLossOf(tripletMargin);
    const vectors = [
      [0, 0],
      [0.6, 0.8],
      [0, 1.5],
    ];
    const sample = sampleColumns(loss.program, vectorInputs(loss.program), vectors, 1);
    const { value, descent } = atSample(loss, parameters, sample);
    expect(Math.abs(value - (1 - 1.5 + 1))).toBeLessThan(EPSILON);
    // The negative, straight above the anchor, moves up.
    expect(Math.abs(descent[4]!)).toBeLessThan(EPSILON);
    expect(Math.abs(descent[5]! - 1)).toBeLessThan(EPSILON);
  });

  it("is a function of one vector on the plane, with the label and the other vector fixed", () => {
    const { loss, parameters } = columnLossOf(cosineEmbedding);
    const [first, second] = vectorInputs(loss.program);
    const at = (label: number) => {
      const sample = sampleColumns(
        loss.program,
        [first!, second!],
        [
          [2, 0],
          [9, 9],
        ],
        label,
      );
      const axis = (offset: number) => ({ differentiable: true, column: second!.firstColumn + offset });
      return overColumns(loss, parameters, sample, [axis(0), axis(1)])(Float64Array.of(3, 0), Float64Array.of(0, 5));
    };
    const alike = [...Array.from(at(1).value)];
    expect(alike[0]).toBeCloseTo(0, 5);
    expect(alike[1]).toBeCloseTo(1, 5);
    const different = [...Array.from(at(-1).value)];
    expect(different[0]).toBeCloseTo(1, 5);
    expect(different[1]).toBeCloseTo(0, 5);
  });

  it("has gradient 0 for a pair that is far enough apart", () => {
    const { loss, parameters } = columnLossOf(contrastive);
    const sample = sampleColumns(
      loss.program,
      vectorInputs(loss.program),
      [
        [0, 0],
        [3, 0],
      ],
      0,
    );
    const { value, descent } = atSample(loss, parameters, sample);
    expect(value).toBe(0);
    for (const each of descent) expect(Math.abs(each)).toBe(0);
  });
});

describe("the cut along the difference of two scores", () => {
  it("keeps the scores' mean, and shows the margin", () => {
    const { loss, parameters } = columnLossOf(marginRanking, { margin: 0.5 });
    const [first, second] = scoreInputs(loss.program);
    const sample = sampleColumns(loss.program, [first!, second!], [[0], [0]], 1);
    const axis = ({ firstColumn }: { firstColumn: number }) => ({ differentiable: true, column: firstColumn });
    const { x, y } = differenceCut(overColumns(loss, parameters, sample, [axis(first!), axis(second!)]), 7, [-4, 4]);
    for (const [i, difference] of x.entries()) expect(y[i]).toBeCloseTo(Math.max(0, 0.5 - difference), 9);
  });

  it("moves both scores back if one would leave the plane", () => {
    expect(scoresWithDifference(1, 0.2, [-3, 3])).toEqual({ x: 0.7, y: -0.3 });
    expect(scoresWithDifference(4, 2.5, [-3, 3])).toEqual({ x: 3, y: -1 });
    expect(scoresWithDifference(-6, 2.5, [-3, 3])).toEqual({ x: -3, y: 3 });
  });
});
