import { useTokens } from "../tokens";
import { useSize } from "../useSize";

/** The place a chart has on the page. Nothing is drawn while its width is unknown (0). */
export interface PlotArea {
  /** Of the element that holds the drawing. */
  ref: (element: HTMLDivElement | null) => (() => void) | undefined;
  widthPx: number;
  /** Of the drawing without the axis title. */
  heightPx: number;
  /** Size of the type on axes. */
  textPx: number;
}

/** A height that follows the width, between two bounds. */
export interface HeightRule {
  least: number;
  most: number;
  perWidth: number;
}

/** `fixedPx` wins over the rule. */
export function usePlotArea(fixedPx: number | undefined, { least, most, perWidth }: HeightRule): PlotArea {
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const { textPx } = useTokens();
  const heightPx = fixedPx ?? Math.round(Math.min(most, Math.max(least, widthPx * perWidth)));
  return { ref, widthPx, heightPx, textPx: textPx[0] };
}
