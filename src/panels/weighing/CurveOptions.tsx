import type { ReactElement } from "react";
import { SegmentedToggle } from "../../controls";
import { type MessageKey, useTranslate } from "../../i18n";
import type { CurveAxis, CurveDerivative, CurveScale } from "../../store/state";
import { useActions, useApp } from "../hooks/useApp";
import { PopoverOption, PopoverOptions } from "../parts/PopoverOption";

const axes: readonly { value: CurveAxis; label: string; note: MessageKey }[] = [
  { value: "probability", label: "p", note: "axes.noteProbability" },
  { value: "logit", label: "z", note: "axes.noteLogit" },
  { value: "margin", label: "m", note: "axes.noteMargin" },
  { value: "residual", label: "r", note: "axes.noteResidual" },
];

const scaleNote: Readonly<Record<CurveScale, MessageKey>> = {
  linear: "axes.noteLinear",
  log: "axes.noteLog",
  symlog: "axes.noteSymlog",
};

const derivativeNote: Readonly<Record<CurveDerivative, MessageKey>> = {
  slope: "axes.noteSlope",
  curvature: "axes.noteCurvature",
};

/**
 * The curves' horizontal axis, the scale of their values, and the derivative shown next to the
 * loss.
 */
export function CurveOptions(): ReactElement {
  const t = useTranslate();
  const axis = useApp((state) => state.curveAxis);
  const scale = useApp((state) => state.curveScale);
  const derivative = useApp((state) => state.curveDerivative);
  const { setCurveAxis, setCurveScale, setCurveDerivative } = useActions();
  return (
    <PopoverOptions>
      <PopoverOption name={t("axes.axis")} note={t(axes.find(({ value }) => value === axis)!.note)}>
        <SegmentedToggle<CurveAxis> label={t("axes.axis")} choices={axes} value={axis} onChange={setCurveAxis} />
      </PopoverOption>
      <PopoverOption name={t("axes.scale")} note={t(scaleNote[scale])}>
        <SegmentedToggle<CurveScale>
          label={t("axes.scale")}
          choices={[
            { value: "linear", label: t("axes.linear") },
            { value: "log", label: t("axes.log") },
            { value: "symlog", label: t("axes.symlog") },
          ]}
          value={scale}
          onChange={setCurveScale}
        />
      </PopoverOption>
      <PopoverOption name={t("axes.second")} note={t(derivativeNote[derivative])}>
        <SegmentedToggle<CurveDerivative>
          label={t("axes.second")}
          choices={[
            { value: "slope", label: t("curve.gradient") },
            { value: "curvature", label: t("curve.curvature") },
          ]}
          value={derivative}
          onChange={setCurveDerivative}
        />
      </PopoverOption>
    </PopoverOptions>
  );
}
