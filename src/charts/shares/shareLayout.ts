/** Parts of one whole; they are drawn as parts of their sum. */
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
  /** Of the sum, 0 to 1. */
  share: number;
}

/** The segments of a bar; none where the parts have no positive, finite sum. A negative or non-finite part counts as zero. */
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
