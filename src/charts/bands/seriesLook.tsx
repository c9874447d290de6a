/**
 * All charts distinguish models by dash, hatch and end mark, not by colour: colours stand for the
 * classes.
 */

/** SVG dash arrays; the first is solid. None is dotted: dots are for theory. */
const dashes = ["none", "7 4", "10 3 2.5 3", "18 5"] as const;

export function seriesDash(index: number): string {
  return dashes[index % dashes.length]!;
}

/** Path of a disc, square, triangle or diamond centred on a point. */
export function seriesMarkPath(index: number, x: number, y: number, radius: number): string {
  const r = radius;
  switch (index % dashes.length) {
    case 0:
      return `M${x - r},${y}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0Z`;
    case 1:
      return `M${x - 0.9 * r},${y - 0.9 * r}h${1.8 * r}v${1.8 * r}h${-1.8 * r}Z`;
    case 2:
      return `M${x},${y - 1.15 * r}L${x + 1.1 * r},${y + 0.85 * r}L${x - 1.1 * r},${y + 0.85 * r}Z`;
    default:
      return `M${x},${y - 1.25 * r}L${x + 1.25 * r},${y}L${x},${y + 1.25 * r}L${x - 1.25 * r},${y}Z`;
  }
}

/** A short piece of the model's line with its mark, for legends and names. */
export function SeriesMark({ index }: { index: number }) {
  return (
    <svg width="34" height="12" viewBox="0 0 34 12" aria-hidden="true" style={{ flex: "none" }}>
      <path d="M1,6H33" stroke="currentColor" strokeWidth="2" strokeDasharray={seriesDash(index)} fill="none" />
      <path d={seriesMarkPath(index, 17, 6, 4.2)} fill="currentColor" stroke="var(--surface)" strokeWidth="1.5" />
    </svg>
  );
}
