/** How far two numbers may be apart: |a − b| ≤ absolute + relative · |b|. */
export interface Tolerance {
  absolute: number;
  relative: number;
}

export interface Difference {
  error: number;
  /** The largest error allowed at the worst difference. */
  tolerance: number;
  where: string;
}

const MAX_LISTED = 4;

/** Collects differences and keeps the worst one relative to its tolerance. */
export class Comparison {
  #worst: (Difference & { ratio: number }) | undefined;
  /** The first few differences that are out of tolerance. */
  readonly failures: Difference[] = [];
  count = 0;

  /** A non-finite number agrees only with the same non-finite number. */
  add(where: string, actual: number, expected: number, { absolute, relative }: Tolerance): void {
    this.count++;
    const same = actual === expected || (Number.isNaN(actual) && Number.isNaN(expected));
    const finite = Number.isFinite(actual) && Number.isFinite(expected);
    const error = same ? 0 : finite ? Math.abs(actual - expected) : Number.POSITIVE_INFINITY;
    const tolerance = absolute + relative * (Number.isFinite(expected) ? Math.abs(expected) : 0);
    const ratio = error === 0 ? 0 : error / tolerance;
    if (ratio > 1 && this.failures.length < MAX_LISTED) this.failures.push({ error, tolerance, where });
    if (this.#worst === undefined || ratio > this.#worst.ratio) this.#worst = { error, tolerance, where, ratio };
  }

  addAll(where: string, actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: Tolerance): void {
    if (actual.length !== expected.length) {
      this.add(`${where}: length`, actual.length, expected.length, { absolute: 0, relative: 0 });
      return;
    }
    for (let i = 0; i < expected.length; i++) this.add(`${where}[${i}]`, actual[i]!, expected[i]!, tolerance);
  }

  get worst(): Difference | undefined {
    return this.#worst;
  }
  get ok(): boolean {
    return this.failures.length === 0;
  }
}
