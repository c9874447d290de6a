import { useState } from "react";
import type { Domain } from "../parts/axis/ticks";
import { usePlotPointer } from "../parts/plot/usePlotPointer";
import { type ReadingInput, readings } from "./readings";

interface CurveReadingInput extends Omit<ReadingInput, "hovered" | "focused"> {
  x: ReadingInput["x"] & { invert(xPx: number): number };
  xDomain: Domain;
  onProbe: ((x: number) => void) | undefined;
}

/**
 * What a chart of both classes' curves shows at its probe and at a hovering pointer, with the
 * pointer's handlers. The chart reports the keyboard focus of its probe's handle to `onProbeFocus`.
 */
export function useCurveReading(input: CurveReadingInput) {
  const { x, xDomain, onProbe } = input;
  const [focused, onProbeFocus] = useState(false);
  const pointer = usePlotPointer((xPx) => x.invert(xPx), xDomain, onProbe);
  return { pointer, reading: readings({ ...input, hovered: pointer.hovered, focused }), onProbeFocus };
}
