import { type ReactElement, useState } from "react";
import { ValueBars } from "../../charts/bars/ValueBars";
import { DistributionsChart, type Side } from "../../charts/distributions/DistributionsChart";
import { Rich, useFormat, useTranslate } from "../../i18n";
import type { ParameterValues } from "../../language";
import type { LossDefinition } from "../../losses";
import type { ColumnLoss } from "../../losses/columnLoss";
import { jensenShannonContributions, klContributions, withBin } from "../../metrics/divergence";
import { Block } from "../parts/Panel";
import styles from "./SumViews.module.css";

export interface DistributionsViewProps {
  definition: LossDefinition;
  loss: ColumnLoss;
  parameters: ParameterValues;
}

/**
 * A target with two peaks, and a prediction concentrated on one of them: the two directions of the
 * divergence differ clearly.
 */
const exampleTarget = [0.12, 0.38, 0.08, 0.3, 0.12];
const examplePrediction = [0.16, 0.58, 0.14, 0.07, 0.05];

/**
 * A divergence of two distributions whose bins can be dragged, under each of torch's reductions.
 */
export function DistributionsView({ definition, loss, parameters }: DistributionsViewProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const bins = loss.program.predictionColumns;
  const [target, setTarget] = useState(() => overBins(exampleTarget, bins));
  const [prediction, setPrediction] = useState(() => overBins(examplePrediction, bins));

  const ofLogarithms = loss.program.fixed.log_target === true;
  const columns = (shares: Float64Array, logarithms: boolean) =>
    Array.from(shares, (share) => Float64Array.of(logarithms ? Math.log(share) : share));
  const value = loss.at(columns(prediction, true), columns(target, ofLogarithms), parameters).value[0]!;

  const symmetric = definition.id === "jensen-shannon";
  const contributions = symmetric
    ? jensenShannonContributions(target, prediction)
    : klContributions(target, prediction);
  const forward = sum(klContributions(target, prediction));
  const reverse = sum(klContributions(prediction, target));
  const jensenShannon = sum(jensenShannonContributions(target, prediction));
  const three = (number: number) => format.fixed(number, 3);
  const numbers = { value: three(value), sum: three(sum(contributions)), bins, mean: three(forward / bins) };

  const letters = {
    target: (
      <i className="math" translate="no">
        P
      </i>
    ),
    prediction: <i className="math">Q</i>,
  };
  const rows = [
    ...(symmetric
      ? [{ id: "js", label: t("view.distributions.js"), name: t("view.distributions.js"), value: jensenShannon }]
      : []),
    { id: "forward", label: "KL(P||Q), batchmean", name: "KL(P||Q), batchmean", value: forward },
    ...(symmetric
      ? []
      : [
          {
            id: "mean",
            label: t("view.distributions.mean", { bins }),
            name: t("view.distributions.mean", { bins }),
            value: forward / bins,
          },
        ]),
    { id: "reverse", label: "KL(Q||P)", name: "KL(Q||P)", value: reverse },
    ...(symmetric
      ? []
      : [{ id: "js", label: t("view.distributions.js"), name: t("view.distributions.js"), value: jensenShannon }]),
  ].map((row) => ({ ...row, text: three(row.value), emphasised: row.id === (symmetric ? "js" : emphasisedOf(loss)) }));

  return (
    <>
      <Block heading={t("view.distributions.heading")} detail={t("view.distributions.detail")}>
        <p className={styles.caption}>
          <Rich
            id={symmetric ? "view.distributions.symmetric" : "view.distributions.sentence"}
            values={numbers}
            components={{ 0: <b className="tabular" />, 1: <b className="tabular" /> }}
          />
        </p>
        <DistributionsChart
          label={t("view.distributions.name")}
          description={t("view.distributions.description")}
          target={{
            shares: target,
            letter: letters.target,
            handleName: (bin) => t("view.distributions.handleP", { bin: bin + 1 }),
          }}
          prediction={{
            shares: prediction,
            letter: letters.prediction,
            handleName: (bin) => t("view.distributions.handleQ", { bin: bin + 1 }),
          }}
          onShare={(side: Side, bin, share) =>
            (side === "target" ? setTarget : setPrediction)((was) => withBin(was, bin, share))
          }
          contributions={contributions}
          contributionLabel={
            symmetric ? (
              t("view.distributions.contribution")
            ) : (
              <>
                <span>{`${t("view.distributions.contribution")}: `}</span>
                <span translate="no">
                  <i className="math">P</i> (ln <i className="math">P</i> − ln <i className="math">Q</i>)
                </span>
              </>
            )
          }
          sumLabel={t("view.distributions.sum")}
          shareLabel={t("view.distributions.share")}
          formatShare={(share) => format.tick(share, 2)}
          formatContribution={(number) => (Number.isFinite(number) ? format.bare(number, 2) : "∞")}
          columns={[t("view.distributions.bin"), "P", "Q", t("view.distributions.contribution")]}
          binName={(bin) => `${bin + 1}`}
        />
      </Block>
      <Block heading={t("view.distributions.compare")} detail={t("view.distributions.compareDetail")}>
        <ValueBars
          label={t("view.distributions.compare")}
          rows={rows}
          columns={[t("view.distributions.divergence"), t("view.distributions.valueColumn")]}
        />
      </Block>
    </>
  );
}

/** The row that equals the loss's own value. For a single sample, the sum equals the batch mean. */
function emphasisedOf(loss: ColumnLoss): "mean" | "forward" {
  return loss.program.fixed.reduction === "mean" ? "mean" : "forward";
}

/**
 * The example over the number of bins that the loss was compiled for; repeated if there are more.
 */
function overBins(example: readonly number[], bins: number): Float64Array {
  const values = Array.from({ length: bins }, (_, bin) => example[bin % example.length]!);
  const total = values.reduce((all, share) => all + share, 0);
  return Float64Array.from(values, (share) => share / total);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
