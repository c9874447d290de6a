import { type ReactElement, useMemo } from "react";
import { CurveChart, type Domain } from "../../charts";
import { useFormat, useTranslate } from "../../i18n";
import { Block } from "../shared/Panel";
import { probabilityOf } from "../shared/probability";
import { Tex } from "../shared/Tex";
import { useApp } from "../shared/useApp";
import type { LossView } from "../shared/useLossView";
import { useProbe } from "../shared/useProbe";
import { axisPosition, curveGrid, logitAt, lossCurves, upperEnd } from "./curvePoints";
import { LabelName } from "./LabelName";

/** The loss and the size of its derivative, for both labels, with cross entropy behind them. */
export function CurveBlocks({ view }: { view: LossView }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const axis = useApp((state) => state.curveAxis);
  const { point, moveTo } = useProbe();
  const grid = useMemo(() => curveGrid(axis), [axis]);
  const { loss, parameters, crossEntropy, crossEntropyParameters } = view;

  const own = useMemo(
    () => ({ positive: lossCurves(loss, 1, parameters, grid), negative: lossCurves(loss, 0, parameters, grid) }),
    [loss, parameters, grid],
  );
  const reference = useMemo(
    () => ({
      positive: lossCurves(crossEntropy, 1, crossEntropyParameters, grid),
      negative: lossCurves(crossEntropy, 0, crossEntropyParameters, grid),
    }),
    [crossEntropy, crossEntropyParameters, grid],
  );

  const xDomain: Domain = axis === "probability" ? [0, 1] : [grid.x[0]!, grid.x.at(-1)!];
  const formatX = (x: number) => format.tick(x, 2);
  const formatY = (y: number) => format.tick(y, 2);
  const formatValue = (y: number) => format.bare(y, Math.abs(y) < 0.1 ? 4 : 3);
  const xLabel =
    axis === "probability" ? (
      <>
        {t("curve.probability")} <i className="math">p</i>
      </>
    ) : (
      <>
        {t("curve.logit")} <i className="math">z</i>
      </>
    );
  const probe = point && {
    x: axisPosition(axis, point.logit),
    of: point.label === 1 ? ("positive" as const) : ("negative" as const),
    label: t("probe.handle"),
    valueText: t("probe.value", {
      probability: format.fixed(probabilityOf(point.logit), 2),
      label: point.label,
    }),
  };
  const charts = [
    { kind: "value", heading: t("curve.loss"), detail: undefined, atLeast: 1, name: t("curve.lossName") },
    {
      kind: "pull",
      heading: t("curve.gradient"),
      detail: <Tex latex="\left|\partial L/\partial z\right|" />,
      atLeast: 0.5,
      name: t("curve.gradientName"),
    },
  ] as const;
  return (
    <>
      {charts.map(({ kind, heading, detail, atLeast, name }) => {
        const curves = [own.positive[kind], own.negative[kind], reference.positive[kind], reference.negative[kind]];
        const yDomain: Domain = [0, upperEnd(curves, grid, atLeast)];
        return (
          <Block key={kind} heading={heading} detail={detail}>
            <CurveChart
              label={name}
              description={t("curve.description")}
              positive={{ ...own.positive[kind], label: <LabelName label={1} /> }}
              negative={{ ...own.negative[kind], label: <LabelName label={0} /> }}
              references={[
                { id: "ce1", ...reference.positive[kind], label: t("curve.crossEntropy") },
                { id: "ce0", ...reference.negative[kind] },
              ]}
              xDomain={xDomain}
              yDomain={yDomain}
              xLabel={xLabel}
              formatX={formatX}
              formatY={formatY}
              formatValue={formatValue}
              probe={probe}
              onProbe={(x) => moveTo(point?.label ?? 1, logitAt(axis, x))}
              table={{ caption: name, columns: [axis === "probability" ? "p" : "z", "y = 1", "y = 0"] }}
            />
          </Block>
        );
      })}
    </>
  );
}
