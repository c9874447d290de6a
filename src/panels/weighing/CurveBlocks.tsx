import { memo, type ReactElement, useMemo } from "react";
import { CurveChart } from "../../charts/curve/CurveChart";
import { type MessageKey, useFormat, useTranslate, withLaterTexts } from "../../i18n";
import type { ParameterValues } from "../../language";
import type { LossOnLogits } from "../../losses";
import { lazyPart } from "../../scheduling/lazyPart";
import type { ProbePoint } from "../../store/probe";
import type { CurveAxis } from "../../store/state";
import { probabilityOf } from "../format/probability";
import { useApp } from "../hooks/useApp";
import type { LossView } from "../hooks/useLossView";
import { useProbe } from "../hooks/useProbe";
import { Block } from "../parts/Panel";
import { Tex } from "../parts/Tex";
import { convexRegions } from "./convexRegions";
import { lostOnLogAxis, valueDomain } from "./curveDomain";
import {
  axisDomain,
  axisPosition,
  type CurveGrid,
  curveGrid,
  type LossCurve,
  lossCurves,
  pointAt,
  probeGrid,
} from "./curvePoints";
import { LabelName } from "./LabelName";
import { useOverlays } from "./overlayCurves";
import { powerOfTen } from "./powerOfTen";

const LogNote = lazyPart(() => withLaterTexts(import("./LogNote")), "LogNote");

const axisTitle: Readonly<Record<CurveAxis, { key: MessageKey; symbol: string }>> = {
  probability: { key: "curve.probability", symbol: "p" },
  logit: { key: "curve.logit", symbol: "z" },
  margin: { key: "curve.margin", symbol: "m" },
  residual: { key: "curve.residual", symbol: "r" },
};

/** Smaller values are written as powers of ten or with two significant digits, not in decimals. */
const SMALL = 1e-3;

/**
 * The loss, and the size of its derivative or its curvature, for both labels; cross entropy and
 * other chosen losses are drawn behind.
 */
export const CurveBlocks = memo(({ view }: { view: LossView }): ReactElement => {
  const t = useTranslate();
  const format = useFormat();
  const axis = useApp((state) => state.curveAxis);
  const scale = useApp((state) => state.curveScale);
  const derivative = useApp((state) => state.curveDerivative);
  const { point, moveTo } = useProbe("curves");
  const grid = useMemo(() => curveGrid(axis), [axis]);
  const { loss, parameters, crossEntropy, crossEntropyParameters } = view;
  const own = useBothLabels(loss, parameters, grid);
  const atProbe = useAtProbe(loss, parameters, axis, point);
  const reference = useBothLabels(crossEntropy, crossEntropyParameters, grid);
  const probedLabel = point?.label ?? 1;
  const probedGrid = probedLabel === 1 ? grid.positive : grid.negative;
  const overlays = useOverlays(view, probedGrid);
  const regions = useMemo(() => {
    if (derivative !== "curvature") return undefined;
    return convexRegions(probedLabel === 1 ? own.positive.curvature : own.negative.curvature);
  }, [derivative, probedLabel, own]);

  const { key: titleKey, symbol } = axisTitle[axis];
  const formatY = (y: number) => (Math.abs(y) < SMALL && y !== 0 ? powerOfTen(y) : format.tick(y, 3));
  const formatValue = (y: number) =>
    Math.abs(y) < SMALL && y !== 0 ? format.significant(y, 2) : format.bare(y, Math.abs(y) < 0.1 ? 4 : 3);
  const probe = point && {
    x: axisPosition(axis, point),
    of: point.label === 1 ? ("positive" as const) : ("negative" as const),
    label: t("probe.handle"),
    valueText: t("probe.value", {
      probability: format.fixed(probabilityOf(point.logit), 2),
      label: point.label,
    }),
  };
  const second =
    derivative === "slope"
      ? ({
          kind: "pull",
          heading: t("curve.gradient"),
          detail: <Tex latex="\left|\partial L/\partial z\right|" />,
          atLeast: 0.5,
          name: t("curve.gradientName"),
        } as const)
      : ({
          kind: "curvature",
          heading: t("curve.curvature"),
          detail: <Tex latex="\partial^2 L/\partial z^2" />,
          atLeast: 0.25,
          name: t("curve.curvatureName"),
        } as const);
  const charts = [
    { kind: "value", heading: t("curve.loss"), detail: undefined, atLeast: 1, name: t("curve.lossName") },
    second,
  ] as const;
  return (
    <>
      {charts.map(({ kind, heading, detail, atLeast, name }) => {
        const lost = scale === "log" ? worstLoss([own.positive[kind], own.negative[kind]]) : "nothing";
        const curves = [own.positive[kind], own.negative[kind], reference.positive[kind], reference.negative[kind]];
        return (
          <Block key={kind} heading={heading} detail={detail}>
            <CurveChart
              label={name}
              description={t("curve.description")}
              positive={{ ...own.positive[kind], label: <LabelName label={1} /> }}
              negative={{ ...own.negative[kind], label: <LabelName label={0} /> }}
              references={[
                // Named once: the second chart has the same line.
                { id: "ce1", ...reference.positive[kind], ...(kind === "value" && { label: t("curve.crossEntropy") }) },
                { id: "ce0", ...reference.negative[kind] },
              ]}
              overlays={overlays.map(({ id, label, curves: drawn }) => ({ id, label, ...drawn[kind] }))}
              regions={regions && { spans: regions, label: t("curve.convex", { label: probedLabel }) }}
              xDomain={axisDomain(axis)}
              yDomain={valueDomain([...curves, ...overlays.map((overlay) => overlay.curves[kind])], scale, atLeast)}
              yScale={scale}
              xLabel={
                <>
                  <span>{t(titleKey)}</span>{" "}
                  <i className="math" translate="no">
                    {symbol}
                  </i>
                </>
              }
              formatX={(x) => format.tick(x, 2)}
              formatY={formatY}
              formatValue={formatValue}
              probe={
                probe &&
                atProbe && {
                  ...probe,
                  values: { positive: atProbe.positive[kind].y[0]!, negative: atProbe.negative[kind].y[0]! },
                }
              }
              onProbe={(x) => {
                const { label, logit } = pointAt(axis, x, probedLabel);
                moveTo(label, logit);
              }}
              table={{ caption: name, columns: [symbol, "y = 1", "y = 0", ...overlays.map((overlay) => overlay.name)] }}
            />
            {lost !== "nothing" && <LogNote lost={lost} />}
          </Block>
        );
      })}
    </>
  );
});

/** What both curves together lose on a logarithmic axis. */
function worstLoss(curves: readonly LossCurve[]) {
  const lost = curves.map(lostOnLogAxis);
  if (lost.every((part) => part === "all")) return "all";
  return lost.every((part) => part === "nothing") ? "nothing" : "some";
}

/**
 * The loss of the probed sample with either label, evaluated exactly: reading it off a steep curve
 * would be inaccurate.
 */
function useAtProbe(loss: LossOnLogits, parameters: ParameterValues, axis: CurveAxis, point: ProbePoint | undefined) {
  return useMemo(() => {
    if (point === undefined) return undefined;
    const { positive, negative } = probeGrid(axis, point);
    return { positive: lossCurves(loss, parameters, positive), negative: lossCurves(loss, parameters, negative) };
  }, [loss, parameters, axis, point]);
}

function useBothLabels(loss: LossOnLogits, parameters: ParameterValues, { positive, negative }: CurveGrid) {
  return useMemo(
    () => ({ positive: lossCurves(loss, parameters, positive), negative: lossCurves(loss, parameters, negative) }),
    [loss, parameters, positive, negative],
  );
}
