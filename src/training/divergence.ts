/** A loss, a penalty or a parameter became non-finite. */
export class DivergedError extends Error {
  readonly step: number;
  constructor(what: string, value: number, step: number) {
    super(`${what} at step ${step}: expected a finite number, got ${value}`);
    this.name = "DivergedError";
    this.step = step;
  }
}

/**
 * Throws DivergedError if a parameter is not finite as float32, which is what the page receives:
 * float64 stays finite a little longer, but there is nothing left to draw.
 */
export function checkFinite(parameters: Float64Array, step: number): void {
  const bad = parameters.findIndex((value) => !Number.isFinite(Math.fround(value)));
  if (bad >= 0) throw new DivergedError(`parameter ${bad}`, Math.fround(parameters[bad]!), step);
}
