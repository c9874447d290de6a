import { type ReactElement, useMemo, useState } from "react";
import { CurveChart } from "../../charts/curve/CurveChart";
import { Rich, useFormat, useTranslate } from "../../i18n";
import { Block } from "../parts/Panel";
import { Tex } from "../parts/Tex";
import { predictionAxis, predictionCurves, valuesDomain } from "./predictionCurves";
import type { LossViewProps } from "./SimplexView";
import styles from "./View.module.css";

const noCurve = { x: [], y: [] };

/**
 * A loss of one number that no network on the page predicts (a rate, a distance, a mean with its
 * variance): curves of the loss and its slope over that number.
 */
export function PredictionView({ definition, loss, parameters }: LossViewProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const axis = useMemo(() => predictionAxis(definition, loss), [definition, loss]);
  const curves = useMemo(
    () => predictionCurves(definition, loss, parameters, axis),
    [definition, loss, parameters, axis],
  );
  const middle = curves[Math.min(1, curves.length - 1)]!;
  const [position, setPosition] = useState(0.6);
  const index = Math.round(position * (middle.x.length - 1));
  const [at, value, slope] = [middle.x[index]!, middle.value[index]!, middle.slope[index]!];
  const charts = [
    { id: "value", heading: t("curve.loss"), name: t("curve.lossName"), of: "value" },
    { id: "slope", heading: t("curve.gradient"), name: t("curve.gradientName"), of: "slope" },
  ] as const;
  const word = t(`view.prediction.${axis.word}`);
  return (
    <div className={styles.view}>
      <p className={styles.sentence}>
        <Rich
          id="view.prediction.sentence"
          values={{
            axis: word,
            at: format.fixed(at, 2),
            value: format.bare(value, 3),
            slope: format.bare(slope, 3),
          }}
          components={{ 0: <Tex latex={middle.name} />, 1: <b className="tabular" />, 2: <b className="tabular" /> }}
        />
      </p>
      <div className={styles.sideBySide}>
        {charts.map(({ id, heading, name, of }) => (
          <Block key={id} heading={heading}>
            <CurveChart
              label={name}
              positive={noCurve}
              negative={noCurve}
              overlays={curves.map((curve) => ({
                id: curve.name,
                x: curve.x,
                y: curve[of],
                label: <Tex latex={curve.name} />,
              }))}
              xDomain={axis.domain}
              yDomain={valuesDomain(curves.map((curve) => curve[of]))}
              xLabel={word}
              formatX={(x) => format.tick(x, 2)}
              formatY={(y) => format.tick(y, 3)}
              formatValue={(y) => format.bare(y, 3)}
              probe={{
                x: at,
                of: "positive",
                label: word,
                valueText: `${word} ${format.fixed(at, 2)}`,
              }}
              onProbe={(x) => setPosition((x - axis.domain[0]) / (axis.domain[1] - axis.domain[0]))}
              table={{ caption: name, columns: [word, ...curves.map((curve) => curve.name)] }}
            />
          </Block>
        ))}
      </div>
    </div>
  );
}
