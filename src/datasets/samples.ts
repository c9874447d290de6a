/** Labelled points of the plane, as a generator returns them. */
export interface Samples {
  rows: number;
  /** Numbers per row. */
  inputs: number;
  /** [rows, inputs] row-major float32. */
  features: Float32Array;
  /** [rows]: 1 for a positive, 0 for a negative. */
  labels: Uint8Array;
}
