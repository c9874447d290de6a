import { type ReactElement, useId } from "react";
import { InlineChoice, InlineNumber } from "../../controls";
import {
  defaultAxis,
  parameterRange,
  type SweepAxis,
  type SweepParameter,
  type SweepProblem,
  sweepLimits,
  sweepParameters,
} from "../../experiment/sweep";
import { Rich, useFormat, useTranslate } from "../../i18n";
import type { LossDefinition } from "../../losses";
import { parameterWords, valueText } from "./parameterWords";
import styles from "./SweepSetup.module.css";
import { useSweep, useSweepActions } from "./useSweep";

export interface AxisSetupProps {
  side: "x" | "y";
  axis: SweepAxis;
  definition: LossDefinition;
  /** The reason why the axis is invalid. */
  problem: SweepProblem | undefined;
}

/** One axis of the map as a sentence: the parameter, its range, and the number of values. */
export function AxisSetup({ side, axis, definition, problem }: AxisSetupProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const problemId = useId();
  const settings = useSweep((state) => state.settings)!;
  const base = useSweep((state) => state.base)!;
  const { setAxis } = useSweepActions();
  const range = parameterRange(axis.parameter, definition);
  const direction = t(`sweep.axis.${side}`);
  const change = (part: Partial<SweepAxis>) => setAxis(side, { ...axis, ...part });
  const choose = (parameter: SweepParameter) => {
    if (parameter === axis.parameter) return;
    const other = side === "x" ? "y" : "x";
    // Choosing one parameter for both axes swaps them.
    if (settings[other].parameter === parameter) setAxis(other, axis);
    setAxis(side, settings[other].parameter === parameter ? settings[other] : defaultAxis(parameter, base, definition));
  };
  const end = (which: "from" | "to") => (
    <InlineNumber
      // An error about a value applies to the old parameter only.
      key={axis.parameter}
      label={t(`sweep.${which}Name`, { axis: direction })}
      value={axis[which]}
      min={range.min}
      max={range.max}
      step={range.step}
      scale={axis.spacing}
      whole={range.whole}
      format={(value) => valueText(value, format)}
      onChange={(value) => change({ [which]: value })}
    />
  );
  return (
    <fieldset className={styles.axis} aria-label={direction} aria-describedby={problem && problemId}>
      <p className={styles.line}>
        <Rich
          id={`sweep.sentence.${side}`}
          values={{
            parameter: (
              <InlineChoice<SweepParameter>
                label={t("sweep.parameterName", { axis: direction })}
                choices={sweepParameters(definition, base.dataset.kind).map((value) => ({
                  value,
                  label: parameterWords(t, value, definition).full,
                }))}
                value={axis.parameter}
                onChange={choose}
              />
            ),
            from: end("from"),
            to: end("to"),
            count: (
              <InlineNumber
                label={t("sweep.countName", { axis: direction })}
                value={axis.count}
                step={1}
                whole
                {...sweepLimits.count}
                onChange={(count) => change({ count })}
              />
            ),
            spacing: (
              <InlineChoice<SweepAxis["spacing"]>
                label={t("sweep.spacingName", { axis: direction })}
                choices={(["linear", "log"] as const).map((value) => ({ value, label: t(`sweep.spacing.${value}`) }))}
                value={axis.spacing}
                onChange={(spacing) => change({ spacing })}
              />
            ),
          }}
        />
      </p>
      {problem && (
        <p id={problemId} role="alert" className={styles.problem}>
          {t(`sweep.problem.${problem.code}`, {
            from: valueText(axis.from, format),
            to: valueText(axis.to, format),
            min: valueText(range.min, format),
            max: valueText(range.max, format),
            count: axis.count,
          })}
        </p>
      )}
    </fieldset>
  );
}
