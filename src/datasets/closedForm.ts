/** A line on the plane, in its units. */
export type Outline =
  | { kind: "circle"; x: number; y: number; radius: number }
  | { kind: "line"; points: readonly { x: number; y: number }[] };

/** Where the best classifier changes its answer. */
export interface OptimumBoundary {
  outlines: readonly Outline[];
  /** The one number that says where it is: the radius of a circle, the x of an upright line. */
  at: { name: "r" | "x"; value: number };
}

/**
 * The best classifier of a data set whose densities are known. By the lemma of Neyman and Pearson
 * it calls positive where the log density ratio ln p(x | positive) − ln p(x | negative) exceeds a
 * threshold; class counts and weights decide the threshold alone.
 */
export interface ClosedForm<Settings> {
  logRatio(settings: Settings, x: number, y: number): number;
  /** The share of each class that is called positive with this threshold. */
  calledPositive(settings: Settings, threshold: number): { positives: number; negatives: number };
  /**
   * Null where one class is called everywhere. `extent`: half the side of the square that it is
   * drawn on.
   */
  boundary(settings: Settings, threshold: number, extent: number): OptimumBoundary | null;
  /**
   * A cut through the plane along one coordinate, on which the log ratio depends on that coordinate
   * alone.
   */
  cut: {
    from: "centre" | "edge";
    /** The places at this coordinate: the network's mean over them is drawn. */
    places(at: number): readonly { x: number; y: number }[];
  };
}
