import { type ReactNode, useMemo } from "react";
import { useFormat, useTranslate } from "../../i18n";
import { numericParameters } from "../../language";
import { useApp } from "../hooks/useApp";
import type { LossView } from "../hooks/useLossView";
import { type LabelGrid, type LossCurves, lossCurves } from "./curvePoints";
import { overlayName } from "./overlayName";

export interface OverlayCurves {
  id: string;
  /** Label next to the line. */
  label: ReactNode;
  /** The label as plain text. */
  name: string;
  curves: LossCurves;
}

/**
 * The chosen losses to draw among the curves, for one label, without those that are still being
 * compiled.
 */
export function useOverlays(view: LossView, grid: LabelGrid): OverlayCurves[] {
  const t = useTranslate();
  const format = useFormat();
  const overlays = useApp((state) => state.overlays);
  const drawn = useMemo(
    () =>
      overlays.flatMap(({ key, read }) => {
        if (read === null) return [];
        const parameters = numericParameters(read.program, overlays.find((one) => one.key === key)!.choice.parameters);
        return [{ key, read, parameters, curves: lossCurves(read.onLogits, parameters, grid) }];
      }),
    [overlays, grid],
  );
  return drawn.map(({ key, read, parameters, curves }) => {
    const name = overlayName({ definition: read.definition, program: read.program, parameters }, view, t, format);
    return { id: `overlay-${key}`, label: name, name, curves };
  });
}
