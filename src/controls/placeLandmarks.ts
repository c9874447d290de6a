/** One label along a track: position of its tick, and its width, in pixels. */
export interface LabelSpace {
  centrePx: number;
  widthPx: number;
}

/**
 * Left edges of the labels that fit; null for those that would touch an earlier one (the order is
 * that of importance). A label is centred under its tick, or moved inwards near the ends, where it
 * may reach `overhangPx` past the track.
 */
export function placeLabels(
  labels: readonly LabelSpace[],
  trackPx: number,
  gapPx: number,
  overhangPx: number,
): (number | null)[] {
  const taken: { left: number; right: number }[] = [];
  return labels.map(({ centrePx, widthPx }) => {
    const last = trackPx + overhangPx - widthPx;
    const left = Math.max(-overhangPx, Math.min(last, centrePx - widthPx / 2));
    const right = left + widthPx;
    const collides = taken.some((other) => left < other.right + gapPx && right + gapPx > other.left);
    if (collides || widthPx > trackPx + 2 * overhangPx) return null;
    taken.push({ left, right });
    return left;
  });
}
