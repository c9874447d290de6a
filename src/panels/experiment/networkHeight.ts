/** Of the network's picture, in px: enough for its widest layer, within bounds. */
export function networkHeight(widths: readonly number[]): number {
  return Math.max(76, Math.min(152, Math.max(...widths) * 9.5));
}
