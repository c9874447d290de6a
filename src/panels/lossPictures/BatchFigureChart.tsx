import type { ReactElement } from "react";
import { MirroredStacks } from "../../charts/batch/MirroredStacks";
import { ScoreSets } from "../../charts/batch/ScoreSets";
import { StepAreas } from "../../charts/batch/StepAreas";
import { SumBars } from "../../charts/batch/SumBars";
import { useFormat, useTranslate } from "../../i18n";
import { Block } from "../parts/Panel";
import { LabelName } from "../weighing/LabelName";
import type { BatchFigureProps } from "./BatchCaption";
import type { RatioFigure } from "./batchFigures";
import { crossEntropies, gradientBins, jaccardAreas, ratioSums, scoreSetsOf } from "./batchSums";
import type { SmallBatch } from "./smallBatch";

/** A chart of the sums that the loss is computed from; its kind depends on the loss. */
export function BatchFigureChart(
  props: BatchFigureProps & { nameOf: (sample: number) => string },
): ReactElement | null {
  const { figure, batch, values, nameOf } = props;
  const t = useTranslate();
  const format = useFormat();
  const tick = (value: number) => format.tick(value, 2);
  const three = (value: number) => format.fixed(value, 2);
  const areaColumns = [t("view.batch.sampleColumn"), t("view.batch.width"), t("view.batch.height")] as const;

  switch (figure.kind) {
    case "ratio":
      return <RatioSums figure={figure} batch={batch} />;
    case "counts":
      return <CountSums batch={batch} />;
    case "bins":
      return (
        <Block heading={t("view.batch.binsHeading")} detail={t("view.batch.binsDetail")}>
          <MirroredStacks
            label={t("view.batch.binsHeading")}
            description={t("view.batch.binsDescription")}
            bins={gradientBins(batch, values, figure.bins).map(({ from, to, samples }) => ({
              id: `${from}`,
              from,
              to,
              name: `${tick(from)}–${tick(to)}`,
              samples,
            }))}
            aboveLabel={t("view.batch.binsBySize")}
            belowLabel={t("view.batch.binsBelow")}
            formatX={tick}
            formatWeight={three}
            columns={[
              t("view.batch.gradientSize"),
              t("view.batch.binsAbove"),
              t("view.batch.binsEach"),
              t("view.batch.binsBelow"),
            ]}
          />
        </Block>
      );
    case "hardest": {
      const losses = crossEntropies(batch);
      const order = losses.map((_, i) => i).sort((a, b) => losses[b]! - losses[a]!);
      return (
        <Block heading={t("view.batch.hardestHeading")} detail={t("view.batch.hardestDetail")}>
          <StepAreas
            label={t("view.batch.hardestHeading")}
            description={t("view.batch.hardestDescription")}
            areas={order.map((i) => ({
              id: `${i}`,
              name: nameOf(i),
              label: batch.labels[i]!,
              width: 1,
              height: losses[i]!,
            }))}
            totalWidth={losses.length}
            isOpen={({ id }) => values.gradients[Number(id)] === 0}
            level={{
              value: values.objective,
              text: t("view.batch.hardestMean", { mean: format.fixed(values.objective, 3) }),
            }}
            xLabel={t("view.batch.hardestAxis")}
            yLabel={t("view.batch.crossEntropy")}
            xTicks={false}
            format={tick}
            columns={areaColumns}
          />
        </Block>
      );
    }
    case "steps":
      return (
        <Block heading={t("view.batch.stepsHeading")} detail={t("view.batch.stepsDetail")}>
          <StepAreas
            label={t("view.batch.stepsHeading")}
            description={t("view.batch.stepsDescription")}
            areas={jaccardAreas(batch).map(({ sample, error, step }) => ({
              id: `${sample}`,
              name: nameOf(sample),
              label: batch.labels[sample]!,
              width: step,
              height: Math.max(0, error),
            }))}
            totalWidth={1}
            xLabel={t("view.batch.stepsAxis")}
            yLabel={t("view.batch.hingeError")}
            xTicks
            format={tick}
            columns={areaColumns}
          />
        </Block>
      );
    case "scores": {
      const [positive, negative] = scoreSetsOf(batch);
      const reach = Math.max(2, ...[...positive.scores, ...negative.scores].map((score) => Math.ceil(Math.abs(score))));
      return (
        <Block heading={t("view.batch.scoresHeading")} detail={t("view.batch.scoresDetail")}>
          <ScoreSets
            label={t("view.batch.scoresHeading")}
            description={t("view.batch.scoresDescription")}
            sets={[
              { id: "positive", name: "y = 1", content: <LabelName label={1} />, ...positive },
              { id: "negative", name: "y = 0", content: <LabelName label={0} />, ...negative },
            ]}
            domain={[-reach, reach]}
            distanceText={t("view.batch.distance", { distance: three(positive.mean - negative.mean) })}
            xLabel={
              <>
                <span>{t("view.batch.score")}</span>{" "}
                <i className="math" translate="no">
                  z
                </i>
              </>
            }
            format={tick}
            columns={["y", t("view.batch.mean"), t("view.batch.deviation")]}
          />
        </Block>
      );
    }
    default:
      return null;
  }
}

/** Numerator and denominator of the ratio, divided into the samples' contributions. */
function RatioSums({ figure, batch }: { figure: RatioFigure; batch: SmallBatch }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { hits, misses, falseAlarms } = ratioSums(figure, batch);
  const { factors } = figure;
  const times = (factor: number, name: string) => (factor === 1 ? name : `${format.decimal(factor, 2)}·${name}`);
  const hit = { id: "hit" as const, name: times(factors.overlap, "TP"), values: hits };
  const missed = {
    id: "missed" as const,
    name: factors.squared ? "Σ(1−p)²" : times(factors.missed, "FN"),
    values: misses,
  };
  const falseAlarm = {
    id: "falseAlarm" as const,
    name: factors.squared ? "Σp²" : times(factors.falseAlarm, "FP"),
    values: falseAlarms,
  };
  const smooth = figure.smooth > 0 ? [{ id: "smooth" as const, name: "s", values: [figure.smooth] }] : [];
  return (
    <Block heading={t("view.batch.ratioHeading")} detail={t("view.batch.ratioDetail")}>
      <SumBars
        label={t("view.batch.ratioHeading")}
        description={t("view.batch.ratioDescription")}
        rows={[
          { id: "numerator", name: t("view.batch.numerator"), parts: [hit, ...smooth] },
          {
            id: "denominator",
            name: t("view.batch.denominator"),
            parts: [hit, ...smooth, missed, falseAlarm],
          },
        ]}
        format={(sum) => format.fixed(sum, 2)}
        columns={[t("view.batch.sum"), t("view.batch.total")]}
      />
    </Block>
  );
}

/** All four soft counts: one bar for each predicted class, each divided by the true class. */
function CountSums({ batch }: { batch: SmallBatch }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const of = (label: 0 | 1, share: (p: number) => number) =>
    batch.probabilities.filter((_, i) => batch.labels[i] === label).map(share);
  return (
    <Block heading={t("view.batch.countsHeading")} detail={t("view.batch.ratioDetail")}>
      <SumBars
        label={t("view.batch.countsHeading")}
        description={t("view.batch.countsDescription")}
        rows={[
          {
            id: "yes",
            name: t("view.batch.saidYes"),
            parts: [
              { id: "hit", name: "TP", values: of(1, (p) => p) },
              { id: "falseAlarm", name: "FP", values: of(0, (p) => p) },
            ],
          },
          {
            id: "no",
            name: t("view.batch.saidNo"),
            parts: [
              { id: "missed", name: "FN", values: of(1, (p) => 1 - p) },
              { id: "rejected", name: "TN", values: of(0, (p) => 1 - p) },
            ],
          },
        ]}
        format={(sum) => format.fixed(sum, 2)}
        columns={[t("view.batch.sum"), t("view.batch.total")]}
      />
    </Block>
  );
}
