import { textWidthPx } from "../parts/axis/frame";

/** Parts of one whole, drawn in proportion to their sum. */
export interface Shares {
  easyNegative: number;
  hardNegative: number;
  positive: number;
}

export type ShareName = keyof Shares;
export const shareNames: readonly ShareName[] = ["easyNegative", "hardNegative", "positive"];

export interface ShareSegment {
  name: ShareName;
  x: number;
  width: number;
  /** Share of the sum, 0 to 1. */
  share: number;
}

/**
 * The segments of a bar; none if the sum is not positive and finite. Negative and non-finite parts
 * count as zero.
 */
export function shareSegments(shares: Shares, left: number, width: number): ShareSegment[] {
  const parts = shareNames.map((name) => (shares[name] > 0 && Number.isFinite(shares[name]) ? shares[name] : 0));
  const sum = parts.reduce((total, part) => total + part, 0);
  if (!(sum > 0) || !Number.isFinite(sum)) return [];
  let x = left;
  return shareNames.map((name, i) => {
    const share = parts[i]! / sum;
    const segment = { name, x, width: share * width, share };
    x += segment.width;
    return segment;
  });
}

export function fitsInside({ width }: ShareSegment, text: string, textPx: number): boolean {
  return width >= textWidthPx(text, textPx) + 8;
}

const NAME_GAP_PX = 8;

/**
 * Positions of the segments' names under a bar: each is centred as near to its segment as the other
 * names and the picture's width allow. If they do not fit in one line, the middle name moves to a
 * second line.
 */
export function nameRows(
  segments: readonly ShareSegment[],
  names: Readonly<Record<ShareName, string>>,
  widthPx: number,
  textPx: number,
): { name: ShareName; x: number; line: number }[] {
  const labels = segments.map(({ name, x, width }) => ({
    name,
    half: (textWidthPx(names[name], textPx) * 0.94) / 2,
    x: x + width / 2,
    line: 0,
  }));
  const needed = labels.reduce((total, { half }) => total + 2 * half + NAME_GAP_PX, -NAME_GAP_PX);
  const middle = labels[1];
  if (needed > widthPx && middle) middle.line = 1;
  for (const line of [0, 1]) {
    const row = labels.filter((label) => label.line === line);
    let limit = 0;
    for (const label of row) {
      label.x = Math.max(label.x, limit + label.half);
      limit = label.x + label.half + NAME_GAP_PX;
    }
    limit = widthPx;
    for (const label of row.toReversed()) {
      label.x = Math.min(label.x, limit - label.half);
      limit = label.x - label.half - NAME_GAP_PX;
    }
  }
  return labels.map(({ name, x, line }) => ({ name, x, line }));
}
