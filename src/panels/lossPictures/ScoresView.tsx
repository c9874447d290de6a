import { type ReactElement, useMemo, useState } from "react";
import type { Domain } from "../../charts";
import { CurveChart } from "../../charts/curve/CurveChart";
import { ScoreChart } from "../../charts/scores/ScoreChart";
import { Rich, useFormat, useTranslate } from "../../i18n";
import { Block } from "../parts/Panel";
import { atSample, labelColumn, overColumns, sampleColumns, scoreInputs } from "./inputColumns";
import { LabelToggle, pairLabels } from "./LabelToggle";
import type { LossViewProps } from "./SimplexView";
import { differenceCut, scoresWithDifference } from "./scoreCut";
import styles from "./View.module.css";

const DOMAIN: Domain = [-3, 3];
const DIFFERENCES: Domain = [-4, 4];
/** Smaller gradients are rounding errors. */
const NO_DESCENT = 1e-9;
const noCurve = { x: [], y: [] };

/** A loss of two scores: a plane over both, and a cut along their difference. */
export function ScoresView({ definition, loss, parameters }: LossViewProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const inputs = useMemo(() => scoreInputs(loss.program), [loss]);
  const labels = pairLabels(definition.labels);
  const hasLabel = labelColumn(loss.program) !== undefined;
  const [point, setPoint] = useState({ x: -0.4, y: 0.8 });
  const [chosenLabel, setLabel] = useState(1);
  const label = labels.includes(chosenLabel) ? chosenLabel : labels[1];
  const [first, second] = inputs as [(typeof inputs)[0], (typeof inputs)[0]];

  const surfaces = useMemo(
    () =>
      labels.map((y) => {
        const sample = sampleColumns(loss.program, [first, second], [[0], [0]], y);
        return overColumns(loss, parameters, sample, [
          { differentiable: true, column: first.firstColumn },
          { differentiable: true, column: second.firstColumn },
        ]);
      }),
    [loss, parameters, first, second, labels],
  );
  const surface = surfaces[labels.indexOf(label)]!;
  const { value, descent } = atSample(
    loss,
    parameters,
    sampleColumns(loss.program, [first, second], [[point.x], [point.y]], label),
  );
  const descents = [descent[first.firstColumn]!, descent[second.firstColumn]!] as const;
  const still = descents.every((p) => Math.abs(p) <= NO_DESCENT);
  const middle = (point.x + point.y) / 2;
  const cuts = useMemo(() => surfaces.map((each) => differenceCut(each, middle, DIFFERENCES)), [surfaces, middle]);
  const shown = hasLabel ? cuts : [cuts[0]!];
  const ends = shown.flatMap(({ y }) => [...y].filter(Number.isFinite));
  const yDomain: Domain = [Math.min(0, ...ends), Math.max(0.5, ...ends)];

  const write = (number: number) => format.bare(number, 3);
  // No space between Chinese sentences.
  const gap = format.locale === "zh-Hans" ? "" : " ";
  const two = (number: number) => format.fixed(number, 2);
  const code = (i: 0 | 1) => <code translate="no">{inputs[i]!.name}</code>;
  const names = { first: first.name, second: second.name };
  const difference = point.x - point.y;
  const bold = { 0: <b className="tabular" />, 1: <b className="tabular" /> };
  const labelName = (k: 0 | 1) =>
    hasLabel ? (
      <>
        <i className="math" translate="no">
          y
        </i>{" "}
        <span>{`= ${format.integer(labels[k])}`}</span>
      </>
    ) : undefined;

  return (
    <div className={styles.view}>
      <p className={styles.sentence}>
        <Rich
          id={difference >= 0 ? "view.scores.leads" : "view.scores.trails"}
          values={{ first: code(0), second: code(1), difference: two(Math.abs(difference)), loss: write(value) }}
          components={bold}
        />
        <span>{gap}</span>
        {still ? (
          <span>{t("view.scores.still")}</span>
        ) : (
          <Rich
            id="view.scores.pushed"
            values={{ first: code(0), second: code(1), firstPush: write(descents[0]), secondPush: write(descents[1]) }}
            components={bold}
          />
        )}
      </p>
      <Block
        heading={t("view.scores.heading")}
        detail={t("view.scores.detail")}
        aside={hasLabel ? <LabelToggle labels={labels} value={label} onChange={setLabel} /> : undefined}
      >
        <div className={`${styles.sideBySide} ${styles.wide}`}>
          <ScoreChart
            label={t("view.scores.name")}
            description={t("view.scores.description", names)}
            surface={surface}
            domain={DOMAIN}
            point={point}
            pointLabel={t("view.loss", { loss: write(value) })}
            handle={{
              label: t("view.scores.point"),
              valueText: t("view.scores.value", { ...names, x: two(point.x), y: two(point.y), loss: write(value) }),
            }}
            onMove={setPoint}
            diagonalLabel={<code translate="no">{`${first.name} = ${second.name}`}</code>}
            flatMinimumLabel={(least) => t("view.floor", { least: format.tick(least, 3) })}
            axisNames={[code(0), code(1)]}
            formatLevel={(level) => format.tick(level, 3)}
            formatTick={(score) => format.tick(score, 1)}
          />
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("view.scores.column")}</th>
                <th scope="col">{t("view.scores.number")}</th>
                <th scope="col">{t("view.scores.push")}</th>
              </tr>
            </thead>
            <tbody>
              {([0, 1] as const).map((i) => (
                <tr key={i}>
                  <th scope="row">{code(i)}</th>
                  <td>{two(i === 0 ? point.x : point.y)}</td>
                  <td>{write(descents[i])}</td>
                </tr>
              ))}
              <tr>
                <th scope="row">{t("view.scores.gap")}</th>
                <td>{two(difference)}</td>
                <td>{write(descents[0] - descents[1])}</td>
              </tr>
              <tr>
                <th scope="row">{t("view.scores.loss")}</th>
                <td data-picked>{write(value)}</td>
                <td />
              </tr>
            </tbody>
          </table>
        </div>
      </Block>
      <Block heading={t("view.scores.cut")} detail={t("view.scores.cutDetail", { middle: two(middle) })}>
        <CurveChart
          label={t("view.scores.cutName")}
          positive={{ ...cuts[0]!, label: labelName(0) }}
          negative={hasLabel ? { ...cuts[1]!, label: labelName(1) } : noCurve}
          xDomain={DIFFERENCES}
          yDomain={yDomain}
          xLabel={<code translate="no">{`${first.name} − ${second.name}`}</code>}
          formatX={(x) => format.tick(x, 2)}
          formatY={(y) => format.tick(y, 2)}
          formatValue={write}
          heightPx={170}
          probe={{
            x: difference,
            of: label === labels[0] ? "positive" : "negative",
            label: t("view.scores.difference", names),
            valueText: t("view.scores.differenceValue", { difference: two(difference), loss: write(value) }),
          }}
          onProbe={(x) => setPoint(scoresWithDifference(x, middle, DOMAIN))}
        />
      </Block>
    </div>
  );
}
