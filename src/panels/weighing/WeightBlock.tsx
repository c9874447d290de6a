import { memo, type ReactElement, useMemo } from "react";
import { WeightChart } from "../../charts";
import { type NumberFormats, useFormat, useTranslate } from "../../i18n";
import type { ParameterValues } from "../../language";
import type { LossDefinition } from "../../losses";
import { Block } from "../shared/Panel";
import { logitOf, probabilityOf } from "../shared/probability";
import { useActions, useApp } from "../shared/useApp";
import { useFigures } from "../shared/useFigures";
import type { LossView } from "../shared/useLossView";
import { useProbe } from "../shared/useProbe";
import { upperEnd } from "./curveDomain";
import { LabelName } from "./LabelName";
import { EDGE, relativeWeight } from "./relativeWeight";

const BINS = 40;

/** Loss over cross entropy by p_t, over where the samples are now, with the handle that says what counts as easy. */
export const WeightBlock = memo(({ view }: { view: LossView }): ReactElement => {
  const t = useTranslate();
  const format = useFormat();
  const { point, moveTo } = useProbe();
  const easyAbove = useApp((state) => state.easyAbove);
  const { setEasyAbove } = useActions();
  const histogram = useHistogram();

  const curves = useMemo(() => {
    const { definition, parameters } = view;
    const weight = (label: 0 | 1, values: ParameterValues) => relativeWeight(view, values, label);
    const positive = weight(1, parameters);
    const negative = weight(0, parameters);
    const family = familyOf(definition, parameters, format).map(({ id, label, values }) => ({
      id,
      label,
      ...weight(1, values),
    }));
    return { positive, negative, family };
  }, [view, format]);
  const top = upperEnd([curves.positive, curves.negative], 0.2);

  const given = point && (point.label === 1 ? probabilityOf(point.logit) : 1 - probabilityOf(point.logit));
  return (
    <Block heading={t("weight.heading")} detail={t("weight.detail")}>
      <WeightChart
        label={t("weight.name")}
        description={t("weight.description")}
        family={curves.family}
        positive={{ ...curves.positive, label: <LabelName label={1} /> }}
        negative={{ ...curves.negative, label: <LabelName label={0} /> }}
        yDomain={[0, top]}
        xLabel={
          <>
            {t("weight.axis")}{" "}
            <i className="math">
              p<sub>t</sub>
            </i>
          </>
        }
        formatX={(x) => format.tick(x, 2)}
        formatY={(y) => format.tick(y, 2)}
        formatValue={(y) => format.tick(y, 3)}
        probe={
          point && {
            x: given!,
            of: point.label === 1 ? "positive" : "negative",
            label: t("probe.handle"),
            valueText: t("probe.easeValue", { probability: format.fixed(given!, 2), label: point.label }),
          }
        }
        onProbe={(x) => {
          const logit = logitOf(Math.min(1 - EDGE, Math.max(EDGE, x)));
          moveTo(point?.label ?? 1, point?.label === 0 ? -logit : logit);
        }}
        split={{
          value: easyAbove,
          label: t("weight.split"),
          valueText: t("weight.splitValue", { probability: format.fixed(easyAbove, 2) }),
          hardLabel: t("weight.hard"),
          easyLabel: t("weight.easy"),
        }}
        onSplit={setEasyAbove}
        histogram={{ ...histogram, label: t("weight.samples") }}
      />
    </Block>
  );
});

/** The curve of y = 1 at other values of the loss's family parameter, each named by its value. */
function familyOf(definition: LossDefinition, parameters: ParameterValues, format: NumberFormats) {
  const [name, slider] = Object.entries(definition.sliders).find(([, { family }]) => family !== undefined) ?? [];
  return (slider?.family ?? [])
    .filter((value) => value !== parameters[name!])
    .map((value) => ({
      id: `${name} ${value}`,
      label: format.tick(value, 2),
      values: { ...parameters, [name!]: value },
    }));
}

/** Training samples by p_t, in equal bins. */
function useHistogram(): { positive: Float64Array; negative: Float64Array } {
  const logits = useFigures((figures) => figures.snapshot?.trainLogits);
  const labels = useApp((state) => state.data.labels);
  return useMemo(() => {
    const counts = { positive: new Float64Array(BINS), negative: new Float64Array(BINS) };
    if (logits === undefined) return counts;
    for (let i = 0; i < logits.length; i++) {
      const positive = labels[i] === 1;
      const given = probabilityOf(positive ? logits[i]! : -logits[i]!);
      const bin = Math.min(BINS - 1, Math.floor(given * BINS));
      const side = positive ? counts.positive : counts.negative;
      if (bin >= 0) side[bin] = side[bin]! + 1;
    }
    return counts;
  }, [logits, labels]);
}
