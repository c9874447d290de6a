import type { Domain } from "../axis/ticks";
import { Handle } from "../handle/Handle";

/** Accessible name of a reading cursor, and its text for the values at a position. */
export interface CursorWords {
  label: string;
  valueText: (at: number, values: readonly number[]) => string;
}

interface ReadingCursorProps {
  words: CursorWords;
  at: number;
  domain: Domain;
  step: number;
  /** The values that are read there. */
  values: readonly number[];
  scale: { (value: number): number; invert(xPx: number): number };
  /** y of the horizontal axis in pixels. */
  yPx: number;
  /** Receives the position, or null when the cursor loses the keyboard focus. */
  onMove: (at: number | null) => void;
}

/** The cursor that arrow keys move along a chart's horizontal axis to read its values. */
export function ReadingCursor({ words, at, domain, step, values, scale, yPx, onMove }: ReadingCursorProps) {
  return (
    <Handle
      label={words.label}
      value={at}
      min={domain[0]}
      max={domain[1]}
      step={step}
      valueText={words.valueText(at, values)}
      xPx={scale(at)}
      yPx={yPx}
      invert={(xPx) => scale.invert(xPx)}
      onChange={onMove}
      onFocusChange={(has) => onMove(has ? at : null)}
      shape="none"
    />
  );
}
