import type { ReactElement } from "react";
import { Rich, useFormat } from "../../i18n";
import { softCounts } from "../../metrics/softCounts";
import type { BatchFigure } from "./batchFigures";
import { gradientBins, ratioSums, scoreSetsOf } from "./batchSums";
import type { BatchValues } from "./batchValues";
import styles from "./SumViews.module.css";
import type { SmallBatch } from "./smallBatch";

export interface BatchFigureProps {
  figure: BatchFigure;
  batch: SmallBatch;
  values: BatchValues;
}

const bold = { 0: <b className="tabular" />, 1: <b className="tabular" /> };

/** The loss of the batch and the sums that it is computed from, in one sentence. */
export function BatchCaption({ figure, batch, values }: BatchFigureProps): ReactElement {
  const format = useFormat();
  const objective = format.fixed(values.objective, 3);
  const count = batch.labels.length;
  const three = (value: number) => format.fixed(value, 2);
  const sentence = () => {
    switch (figure.kind) {
      case "ratio": {
        const { numerator, denominator } = ratioSums(figure, batch);
        const ratio = format.fixed(numerator / denominator, 3);
        const values = { objective, count, numerator: three(numerator), denominator: three(denominator), ratio };
        return <Rich id="view.batch.ratio" values={values} components={bold} />;
      }
      case "counts": {
        const counts = softCounts(batch.probabilities, batch.labels);
        const rejected = batch.labels.filter((label) => label === 0).length - counts.falsePositives;
        const values = {
          objective,
          tp: three(counts.truePositives),
          fp: three(counts.falsePositives),
          fn: three(counts.falseNegatives),
          tn: three(rejected),
        };
        return <Rich id="view.batch.counts" values={values} components={bold} />;
      }
      case "bins": {
        const filled = gradientBins(batch, values, figure.bins).filter(({ samples }) => samples.length > 0);
        const each = filled[0]?.samples.reduce((sum, { weight }) => sum + weight, 0) ?? 0;
        const numbers = { objective, bins: filled.length, each: three(each) };
        return <Rich id="view.batch.bins" values={numbers} components={bold} />;
      }
      case "hardest": {
        const kept = values.gradients.filter((gradient) => gradient !== 0).length;
        return <Rich id="view.batch.hardest" values={{ objective, count, kept }} components={bold} />;
      }
      case "steps":
        return <Rich id="view.batch.steps" values={{ objective }} components={bold} />;
      case "scores": {
        const [positive, negative] = scoreSetsOf(batch);
        const distance = positive.mean - negative.mean;
        const numbers = {
          objective,
          margin: format.decimal(figure.margin, 2),
          distance: three(distance),
          positive: three(positive.deviation ** 2),
          negative: three(negative.deviation ** 2),
          pairs: positive.scores.length * negative.scores.length,
        };
        return <Rich id="view.batch.scores" values={numbers} components={bold} />;
      }
      default:
        return <Rich id="view.batch.plain" values={{ objective, count }} components={bold} />;
    }
  };
  return <p className={styles.caption}>{sentence()}</p>;
}
