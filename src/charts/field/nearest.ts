import { type FieldSamples, isShown, shownShare } from "./samples";

/** Index of the shown sample nearest to a point of the plane; −1 if there is none. */
export function nearestSample(samples: FieldSamples, x: number, y: number): number {
  const share = shownShare(samples.x.length);
  let best = -1;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (let i = 0; i < samples.x.length; i++) {
    const distance = (samples.x[i]! - x) ** 2 + (samples.y[i]! - y) ** 2;
    if (distance < bestDistance && isShown(i, share)) {
      best = i;
      bestDistance = distance;
    }
  }
  return best;
}

/** A direction on the plane, y up. */
export type Direction = readonly [x: number, y: number];

/**
 * The next shown sample from sample `from` within 45° of `direction`: the one with the smallest
 * distance along `direction` plus twice the distance sideways. −1 if there is none.
 */
export function nextSample(samples: FieldSamples, from: number, [headX, headY]: Direction): number {
  const [x, y] = [samples.x[from]!, samples.y[from]!];
  const share = shownShare(samples.x.length);
  let best = -1;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let i = 0; i < samples.x.length; i++) {
    const [dx, dy] = [samples.x[i]! - x, samples.y[i]! - y];
    const ahead = dx * headX + dy * headY;
    const aside = Math.abs(dx * headY - dy * headX);
    if (!(ahead > 0) || aside > ahead) continue;
    const cost = ahead + 2 * aside;
    if (cost < bestCost && isShown(i, share)) {
      best = i;
      bestCost = cost;
    }
  }
  return best;
}
