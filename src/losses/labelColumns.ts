import type { LabelSet } from "./definition";

/** A label format that the class of a sample alone does not determine. */
export class LabelSetError extends Error {
  constructor(labels: LabelSet) {
    super(`labels: expected a set that classes decide, got ${labels}`);
    this.name = "LabelSetError";
  }
}

/** The values of the loss's target columns for each class. Throws LabelSetError. */
export function labelColumns(labels: LabelSet, classes: number): number[][] {
  const all = Array.from({ length: classes }, (_, k) => k);
  switch (labels) {
    case "zero-one":
    case "class-index":
      return all.map((k) => [k]);
    case "plus-minus-one":
      return [[-1], [1]];
    case "one-hot":
      return all.map((k) => all.map((other) => (other === k ? 1 : 0)));
    case "label-list":
      return all.map((k) => all.map((place) => (place === 0 ? k : -1)));
    default:
      throw new LabelSetError(labels);
  }
}
