/** A line on the plane, in its units. */
export type Outline =
  | { kind: "circle"; x: number; y: number; radius: number }
  | { kind: "line"; points: readonly { x: number; y: number }[] };

/** The boundary of the best classifier. */
export interface OptimumBoundary {
  outlines: readonly Outline[];
  /** The one number that locates it: the radius of a circle, or the x of a vertical line. */
  at: { name: "r" | "x"; value: number };
}

/**
 * The best classifier of a data set with known densities. By the Neyman-Pearson lemma it predicts
 * positive where the log density ratio ln p(x | positive) − ln p(x | negative) exceeds a threshold;
 * class counts and weights only decide the threshold.
 */
export interface ClosedForm<Settings> {
  logRatio(settings: Settings, x: number, y: number): number;
  /** The share of each class that is predicted positive with this threshold. */
  calledPositive(settings: Settings, threshold: number): { positives: number; negatives: number };
  /**
   * Null if one class is predicted everywhere. `extent`: half the side of the square on which the
   * boundary is drawn.
   */
  boundary(settings: Settings, threshold: number, extent: number): OptimumBoundary | null;
  /**
   * A cut through the plane along one coordinate, on which the log density ratio depends only on
   * that coordinate.
   */
  cut: {
    from: "centre" | "edge";
    /** The points at this coordinate; the mean of the network's outputs at them is drawn. */
    places(at: number): readonly { x: number; y: number }[];
  };
}
