/** Splits samples of two features, [rows, 2] row-major, into one array [rows] per axis. */
export function sampleColumns(features: Float32Array): { x: Float32Array; y: Float32Array } {
  const rows = features.length / 2;
  const x = new Float32Array(rows);
  const y = new Float32Array(rows);
  for (let i = 0; i < rows; i++) {
    x[i] = features[2 * i]!;
    y[i] = features[2 * i + 1]!;
  }
  return { x, y };
}
