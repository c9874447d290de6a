import { type ReactElement, useMemo, useState } from "react";
import { SampleBars } from "../../charts/batch/SampleBars";
import { SegmentedToggle } from "../../controls";
import { useFormat, useTranslate } from "../../i18n";
import type { LossProgram, ParameterValues } from "../../language";
import type { LossDefinition } from "../../losses";
import { Block } from "../parts/Panel";
import { LabelName } from "../weighing/LabelName";
import { BatchCaption } from "./BatchCaption";
import { BatchFigureChart } from "./BatchFigureChart";
import { figureOf } from "./batchFigures";
import { batchEvaluator } from "./batchValues";
import { exampleBatch, type SmallBatch, smallBatchOfRun, withProbability } from "./smallBatch";

export interface BatchViewProps {
  definition: LossDefinition;
  program: LossProgram;
  parameters: ParameterValues;
  /** The training rows of the shown run: logits [rows] float32, labels [rows], 0 or 1. */
  samples: { logits: Float32Array; labels: Uint8Array };
}

type Source = "example" | "run";

/**
 * A loss over a whole batch on a dozen samples: their probabilities, which can be dragged, the pull
 * on each, and the sums that the loss is computed from.
 */
export function BatchView({ definition, program, parameters, samples }: BatchViewProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const [source, setSource] = useState<Source>("example");
  const [edited, setEdited] = useState<SmallBatch>(exampleBatch);
  const { logits, labels } = samples;
  const ofRun = useMemo(
    () => (source === "run" ? smallBatchOfRun(logits, labels) : exampleBatch),
    [source, logits, labels],
  );
  // There are no samples before the run's first evaluation.
  const batch = source === "run" && ofRun.labels.length > 0 ? ofRun : edited;
  const evaluate = useMemo(() => batchEvaluator(definition, program), [definition, program]);
  const values = useMemo(() => evaluate(batch, parameters), [evaluate, batch, parameters]);
  const figure = figureOf(definition, program, parameters);

  const nameOf = (sample: number) => t("view.batch.sample", { number: sample + 1, label: batch.labels[sample]! });
  return (
    <>
      <Block
        heading={t("view.batch.heading")}
        aside={
          <SegmentedToggle<Source>
            look="text"
            label={t("view.batch.source")}
            choices={[
              { value: "example", label: t("view.batch.hand") },
              { value: "run", label: t("view.batch.run") },
            ]}
            value={source}
            onChange={setSource}
          />
        }
      >
        <BatchCaption figure={figure} batch={batch} values={values} />
        <SampleBars
          label={t("view.batch.name")}
          description={t("view.batch.description")}
          samples={batch.labels.map((label, i) => ({
            label,
            probability: batch.probabilities[i]!,
            pull: -values.gradients[i]!,
            name: nameOf(i),
            valueText: t("view.batch.value", {
              probability: format.fixed(batch.probabilities[i]!, 2),
              pull: format.significant(-values.gradients[i]!, 2),
            }),
          }))}
          onProbability={(sample, probability) => {
            setEdited(withProbability(batch, sample, probability));
            setSource("example");
          }}
          positiveLabel={<LabelName label={1} />}
          negativeLabel={<LabelName label={0} />}
          probabilityLabel={t("view.batch.probability")}
          pullLabel={t("view.batch.pull")}
          formatProbability={(p) => format.tick(p, 2)}
          formatPull={(pull) => format.tick(pull, 3)}
          columns={[t("view.batch.sampleColumn"), t("view.batch.probability"), t("view.batch.pull")]}
        />
      </Block>
      <BatchFigureChart figure={figure} batch={batch} values={values} nameOf={nameOf} />
    </>
  );
}
