/** `outputs` [rows, columns] row-major into `columns` [columns][rows]. */
export function putIntoColumns(outputs: Float32Array | Float64Array, columns: readonly Float64Array[]): void {
  const count = columns.length;
  if (count === 1) {
    columns[0]!.set(outputs);
    return;
  }
  for (const [k, column] of columns.entries()) {
    for (let row = 0; row < column.length; row++) column[row] = outputs[row * count + k]!;
  }
}
