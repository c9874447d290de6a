import { useTokens } from "../tokens";
import { useSize } from "../useSize";

/** The chart's area on the page. Nothing is drawn while its width is unknown (0). */
export interface PlotArea {
  /** Ref of the element that contains the drawing. */
  ref: (element: HTMLDivElement | null) => (() => void) | undefined;
  widthPx: number;
  /** Height of the drawing without the axis title. */
  heightPx: number;
  /** Font size of the axes. */
  textPx: number;
}

/** A height proportional to the width, between two bounds. */
export interface HeightRule {
  least: number;
  most: number;
  perWidth: number;
}

/** `fixedPx` overrides the rule. */
export function usePlotArea(fixedPx: number | undefined, { least, most, perWidth }: HeightRule): PlotArea {
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const { textPx } = useTokens();
  const heightPx = fixedPx ?? Math.round(Math.min(most, Math.max(least, widthPx * perWidth)));
  return { ref, widthPx, heightPx, textPx: textPx[0] };
}
