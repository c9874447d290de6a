import { type ReactElement, useMemo } from "react";
import { WeightChart } from "../../charts/weight/WeightChart";
import type { Experiment } from "../../experiment/experiment";
import { lossParameterName } from "../../experiment/sweep";
import { useFormat, useTranslate } from "../../i18n";
import { numericParameters } from "../../language";
import { type LossView, useLossView } from "../hooks/useLossView";
import { Block } from "../parts/Panel";
import { ratioDomain } from "../weighing/curveDomain";
import { hasCurve } from "../weighing/hasCurve";
import { LabelName } from "../weighing/LabelName";
import { relativeWeight } from "../weighing/relativeWeight";
import type { InspectedCell } from "./useInspectedCell";
import { baseKey } from "./useMapWords";
import type { SweepMapModel } from "./useSweepMapModel";

/**
 * The map's loss, ready to be evaluated; null if its weight does not vary over the map, or if the
 * Explore view shows a different loss.
 */
export function useMapLossView({ sweep, definition }: SweepMapModel): LossView | null {
  const view = useLossView();
  const ofLoss = [sweep.x, sweep.y].some(({ parameter }) => lossParameterName(parameter) !== null);
  return ofLoss && view?.definition.id === definition.id && hasCurve(definition) ? view : null;
}

/** The cell's loss divided by cross entropy, drawn over the same ratio of the base's. */
export function CellWeight(props: { view: LossView; model: SweepMapModel; inspected: InspectedCell }): ReactElement {
  const { view, model, inspected } = props;
  const t = useTranslate();
  const format = useFormat();
  const { experiment } = inspected;
  const base = inspected.base?.experiment;
  const curves = useMemo(() => {
    const weight = ({ loss }: Experiment, label: 0 | 1) =>
      relativeWeight(view, numericParameters(view.read.program, loss.parameters), label);
    return {
      positive: weight(experiment, 1),
      negative: weight(experiment, 0),
      base: base === undefined ? null : weight(base, 1),
    };
  }, [view, experiment, base]);
  const drawn = [curves.positive, curves.negative, ...(curves.base === null ? [] : [curves.base])];
  return (
    <Block heading={t("weight.heading")} detail={t("weight.detail")}>
      <WeightChart
        label={t("weight.name")}
        description={t("weight.description")}
        family={curves.base === null ? [] : [{ id: "base", label: t(baseKey(model)), ...curves.base }]}
        positive={{ ...curves.positive, label: <LabelName label={1} /> }}
        negative={{ ...curves.negative, label: <LabelName label={0} /> }}
        yDomain={ratioDomain(drawn, 0.2)}
        xLabel={
          <i className="math" translate="no">
            p<sub>t</sub>
          </i>
        }
        formatX={(x) => format.tick(x, 2)}
        formatY={(y) => format.tick(y, 2)}
        formatValue={(y) => format.tick(y, 3)}
        heightPx={150}
      />
    </Block>
  );
}
