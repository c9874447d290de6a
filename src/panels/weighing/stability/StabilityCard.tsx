import { type ReactElement, useMemo, useState } from "react";
import { FormsChart } from "../../../charts/forms/FormsChart";
import { ParameterSlider, SegmentedToggle } from "../../../controls";
import { useFormat, useTranslate } from "../../../i18n";
import { sigmoidFocal } from "../../../losses/imbalanced/sigmoidFocal";
import type { LossView } from "../../hooks/useLossView";
import { Tex } from "../../parts/Tex";
import { FormReadings } from "./FormReadings";
import { brokenSpans, deadSpans, type FormCurve, formCurves, indexOf, MAX_LOGIT, plateau } from "./formCurves";
import { type PairId, pairOf, pairParameters, useFormGraphs } from "./probabilityLogitPairs";
import styles from "./StabilityCard.module.css";
import { StabilitySentences } from "./StabilitySentences";

/** A γ below 1: focal loss on a probability then has no gradient at p_t = 1. */
const GAMMA_BELOW_ONE = 0.5;

/**
 * Initial cursor, by label: a negative whose p rounds to 1 in float32 only, and a positive whose
 * gradient has vanished in both precisions.
 */
const WRONG_LOGIT = [20, -40] as const;

/**
 * A loss on a probability in float32 and float64, compared with the same loss on the logit. Every
 * number is computed on the page.
 */
export function StabilityCard({ view }: { view: LossView }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const [pair, setPair] = useState<PairId>(() => pairOf(view.definition.id));
  const [label, setLabel] = useState<0 | 1>(0);
  const [gamma, setGamma] = useState(() => Math.min(view.parameters.gamma ?? GAMMA_BELOW_ONE, GAMMA_BELOW_ONE));
  const [at, setAt] = useState<number>(WRONG_LOGIT[0]);
  const graphs = useFormGraphs(pair);
  const curves = useMemo(
    () => (graphs === null ? null : formCurves(graphs, label, pairParameters(label, gamma))),
    [graphs, label, gamma],
  );
  const focal = sigmoidFocal.sliders.gamma;
  const cursor = {
    x: at,
    label: t("stability.cursor"),
    valueText: t("stability.cursorValue", { logit: format.decimal(at, 1) }),
    step: 1,
    onChange: (z: number) => setAt(Math.round(z * 8) / 8),
  };
  return (
    <div className={styles.card}>
      <p className={styles.lead}>{t("stability.lead")}</p>
      <div className={styles.choices}>
        <SegmentedToggle<PairId>
          label={t("stability.pair")}
          choices={[
            { value: "crossEntropy", label: t("stability.crossEntropy") },
            { value: "focal", label: t("stability.focal") },
          ]}
          value={pair}
          onChange={setPair}
        />
        <SegmentedToggle<"0" | "1">
          label={t("stability.label")}
          choices={[
            { value: "0", label: "y = 0" },
            { value: "1", label: "y = 1" },
          ]}
          value={`${label}`}
          onChange={(next) => {
            const given = next === "1" ? 1 : 0;
            setLabel(given);
            setAt(WRONG_LOGIT[given]);
          }}
        />
        {pair === "focal" && focal !== undefined && (
          <div className={styles.slider}>
            <ParameterSlider
              symbol={<Tex latex={focal.symbol} />}
              name={t("parameter.gamma")}
              min={focal.min}
              max={focal.max}
              step={focal.step}
              value={gamma}
              defaultValue={GAMMA_BELOW_ONE}
              onChange={setGamma}
            />
          </div>
        )}
      </div>
      {curves === null ? (
        <div className={styles.waiting} aria-busy="true" />
      ) : (
        <>
          <div className={styles.charts}>
            <FormPlot kind="value" curves={curves} label={label} cursor={cursor} />
            <FormPlot kind="gradient" curves={curves} label={label} cursor={cursor} />
          </div>
          <div className={styles.words}>
            <FormReadings curves={curves} index={indexOf(at)} logit={at} />
            <StabilitySentences curves={curves} label={label} />
          </div>
        </>
      )}
    </div>
  );
}

/** Drawing order: the reference is at the bottom, the float32 form to be judged on top. */
const drawingOrder = ["logit float64", "logit float32", "probability float64", "probability float32"];

interface FormPlotProps {
  kind: "value" | "gradient";
  curves: readonly FormCurve[];
  label: 0 | 1;
  cursor: Parameters<typeof FormsChart>[0]["cursor"];
}

function FormPlot({ kind, curves, label, cursor }: FormPlotProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const ordered = curves.toSorted((a, b) => drawingOrder.indexOf(idOf(a)) - drawingOrder.indexOf(idOf(b)));
  const probability = curves.filter(({ form }) => form === "probability");
  const single = probability.find(({ precision }) => precision === "float32")!;
  const clamped = probability.map((curve) => plateau(curve, label)).find((found) => found !== undefined);
  const values = curves.flatMap((curve) => [...curve[kind]].filter(Number.isFinite));
  const yDomain = values.reduce<[number, number]>(([low, high], v) => [Math.min(low, v), Math.max(high, v)], [0, 0]);
  return (
    <div className={styles.chart}>
      <h3 className={styles.chartHeading}>
        {kind === "value" ? (
          t("curve.loss")
        ) : (
          <>
            <span>{t("curve.gradient")}</span> <Tex latex="\partial L/\partial z" />
          </>
        )}
      </h3>
      <FormsChart
        label={t(kind === "value" ? "stability.valueName" : "stability.gradientName")}
        lines={ordered.map((curve) => ({
          id: idOf(curve),
          x: curve.z,
          y: curve[kind],
          look: curve,
          label: t(`stability.${curve.form}.${curve.precision}`),
        }))}
        xDomain={[-MAX_LOGIT, MAX_LOGIT]}
        yDomain={yDomain}
        formatX={(x) => format.tick(x, 0)}
        formatY={(y) => format.significant(y, 2)}
        xLabel={
          <>
            <span>{t("curve.logit")}</span>{" "}
            <i className="math" translate="no">
              z
            </i>
          </>
        }
        lost={kind === "gradient" ? { spans: deadSpans(single, label), label: t("stability.dead") } : undefined}
        broken={kind === "gradient" ? { spans: brokenSpans(single), label: t("stability.broken") } : undefined}
        notes={
          kind === "value" && clamped !== undefined
            ? [
                {
                  id: "clamp",
                  x: clamped.from,
                  y: clamped.value,
                  label: t("stability.clamped", { value: format.significant(clamped.value, 3) }),
                },
              ]
            : []
        }
        cursor={cursor}
      />
    </div>
  );
}

const idOf = ({ form, precision }: FormCurve) => `${form} ${precision}`;
