/** Height of the network diagram in px: grows with the widest layer, within bounds. */
export function networkHeight(widths: readonly number[]): number {
  return Math.max(76, Math.min(152, Math.max(...widths) * 9.5));
}
