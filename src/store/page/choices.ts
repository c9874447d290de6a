/** The page's views. */
export const views = ["explore", "compare", "sweep"] as const;
export type View = (typeof views)[number];

/** What a dot's area says on the plane. */
export const dotAreas = ["pull", "equal"] as const;
export type DotArea = (typeof dotAreas)[number];

/** Whether a dot's colour is its label or the network's answer; or a plane for each. */
export const colourings = ["true", "predicted", "both"] as const;
export type ColourBy = (typeof colourings)[number];

/** Which samples the plane shows. */
export const sampleSets = ["training", "validation"] as const;
export type SampleSet = (typeof sampleSets)[number];

/**
 * What the curves are drawn over: p, z, the margin m = t·z (t = −1 or 1), or the residual r = p −
 * y.
 */
export const curveAxes = ["probability", "logit", "margin", "residual"] as const;
export type CurveAxis = (typeof curveAxes)[number];

/** How the curves' values are spaced. */
export const curveScales = ["linear", "log", "symlog"] as const;
export type CurveScale = (typeof curveScales)[number];

/** What is drawn beside the loss: |∂L/∂z| or ∂²L/∂z². */
export const curveDerivatives = ["slope", "curvature"] as const;
export type CurveDerivative = (typeof curveDerivatives)[number];

/** More curves in one chart cannot be told apart. */
export const MOST_OVERLAYS = 12;
