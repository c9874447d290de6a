import { memo, type ReactElement, useMemo, useRef } from "react";
import type { ReferenceCurve } from "../../charts/curve/CurveChart";
import { WeightChart } from "../../charts/weight/WeightChart";
import { useFormat, useTranslate } from "../../i18n";
import { shownSamples } from "../../store/state";
import { logitOf, probabilityOf } from "../format/probability";
import { useActions, useApp } from "../hooks/useApp";
import type { LossView } from "../hooks/useLossView";
import { useProbe } from "../hooks/useProbe";
import { useShownResults } from "../hooks/useShownResults";
import { Block } from "../parts/Panel";
import { ratioDomain } from "./curveDomain";
import type { LossCurve } from "./curvePoints";
import { LabelName } from "./LabelName";
import { EDGE, relativeWeight } from "./relativeWeight";

const BINS = 40;

/**
 * Loss divided by cross entropy over p_t, above a histogram of the samples, with a handle for the
 * limit of easy samples.
 */
export const WeightBlock = memo(({ view }: { view: LossView }): ReactElement => {
  const t = useTranslate();
  const format = useFormat();
  const { point, moveTo } = useProbe("weights");
  const easyAbove = useApp((state) => state.easyAbove);
  const { setEasyAbove } = useActions();
  const histogram = useHistogram();

  const positive = useMemo(() => relativeWeight(view, view.parameters, 1), [view]);
  const negative = useMemo(() => relativeWeight(view, view.parameters, 0), [view]);
  const family = useFamily(view);

  const given = point && (point.label === 1 ? probabilityOf(point.logit) : 1 - probabilityOf(point.logit));
  return (
    <Block heading={t("weight.heading")} detail={t("weight.detail")}>
      <WeightChart
        label={t("weight.name")}
        description={t("weight.description")}
        family={family}
        positive={{ ...positive, label: <LabelName label={1} /> }}
        negative={{ ...negative, label: <LabelName label={0} /> }}
        yDomain={ratioDomain([positive, negative], 0.2)}
        xLabel={
          <>
            <span>{t("weight.axis")}</span>{" "}
            <i className="math" translate="no">
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

/**
 * A cached curve of the family: while the family's own parameter moves, the other curves stay
 * valid.
 */
interface FamilyCurve {
  /** All parameter values, as JSON. */
  key: string;
  loss: LossView["loss"];
  crossEntropy: LossView["crossEntropy"];
  curve: LossCurve;
}

/**
 * The curves for y = 1 at other values of the loss's family parameter, each labelled with its
 * value.
 */
function useFamily(view: LossView): (ReferenceCurve & LossCurve)[] {
  const format = useFormat();
  const known = useRef(new Map<number, FamilyCurve>());
  return useMemo(() => {
    const { definition, parameters, loss, crossEntropy } = view;
    const [name, slider] = Object.entries(definition.sliders).find(([, { family }]) => family !== undefined) ?? [];
    const shown = (slider?.family ?? []).filter((value) => value !== parameters[name!]);
    return shown.map((value) => {
      const values = { ...parameters, [name!]: value };
      const key = JSON.stringify(values);
      let member = known.current.get(value);
      if (member?.key !== key || member.loss !== loss || member.crossEntropy !== crossEntropy) {
        member = { key, loss, crossEntropy, curve: relativeWeight(view, values, 1) };
        known.current.set(value, member);
      }
      return { id: `${name} ${value}`, label: format.tick(value, 2), ...member.curve };
    });
  }, [view, format]);
}

/** Number of training samples by p_t, in bins of equal width. */
function useHistogram(): { positive: Float64Array; negative: Float64Array } {
  const logits = useShownResults("weights", (results) => results.snapshot?.trainLogits);
  const labels = useApp(shownSamples).labels;
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
