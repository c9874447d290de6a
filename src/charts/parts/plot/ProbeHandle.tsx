import type { Domain } from "../axis/ticks";
import { Handle } from "../handle/Handle";

/** The page's probe on a chart's horizontal axis. */
export interface CurveProbe {
  x: number;
  /** Class of the probed sample: the curve whose value is shown. */
  of: "positive" | "negative";
  /**
   * Exact values of both curves at x. If absent, values are interpolated from the curves' points.
   */
  values?: { positive: number; negative: number } | undefined;
  /** Accessible name of its handle. */
  label: string;
  valueText: string;
  /** Step of an arrow key; 1/100 of the axis by default. */
  step?: number | undefined;
}

export interface ProbeHandleProps {
  probe: CurveProbe | undefined;
  domain: Domain;
  scale: { (value: number): number; invert(xPx: number): number };
  /** y of the horizontal axis in pixels. */
  yPx: number;
  onChange: ((x: number) => void) | undefined;
  onFocusChange: (focused: boolean) => void;
}

/** The probe's handle on the horizontal axis; nothing if its position is not finite. */
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
