import type { Domain } from "../axis/ticks";
import { Handle } from "../handle/Handle";

/** The one probe of the page as a chart over a horizontal axis sees it. */
export interface CurveProbe {
  x: number;
  /** Whose curve the number belongs to. */
  of: "positive" | "negative";
  /** The values of both curves there; else they are read off the curves, which are straight between two of their points. */
  values?: { positive: number; negative: number } | undefined;
  /** Accessible name of its handle. */
  label: string;
  valueText: string;
  /** Of an arrow key; default 1/100 of the axis. */
  step?: number | undefined;
}

export interface ProbeHandleProps {
  probe: CurveProbe | undefined;
  domain: Domain;
  scale: { (value: number): number; invert(xPx: number): number };
  /** Where the axis lies. */
  yPx: number;
  onChange: ((x: number) => void) | undefined;
  onFocusChange: (focused: boolean) => void;
}

/** The probe's foot on the horizontal axis; nothing while there is no place for it. */
export function ProbeHandle({ probe, domain, scale, yPx, onChange, onFocusChange }: ProbeHandleProps) {
  if (probe === undefined || !Number.isFinite(probe.x)) return null;
  const [min, max] = domain;
  return (
    <Handle
      label={probe.label}
      value={probe.x}
      min={min}
      max={max}
      step={probe.step ?? (max - min) / 100}
      valueText={probe.valueText}
      xPx={scale(Math.min(max, Math.max(min, probe.x)))}
      yPx={yPx}
      invert={(xPx) => scale.invert(xPx)}
      onChange={onChange}
      onFocusChange={onFocusChange}
      shape="disc"
    />
  );
}
