import { type ReactElement, useMemo } from "react";
import { type FieldGrid, type FieldLabel, FieldPlot, type FieldSamples } from "../../charts";
import { selectRows } from "../../datasets/split";
import { dataKey } from "../../experiment/dataKey";
import { drawnData } from "../../experiment/drawnData";
import type { Experiment } from "../../experiment/experiment";
import { plotGrid } from "../../experiment/plotGrid";
import { useFormat, useTranslate } from "../../i18n";
import { bayesOf } from "../../store/sweep/theory";
import { thumbnailGrid } from "../../store/sweep/thumbnailGrid";
import { bayesLabels } from "../format/bayesLabels";
import { sampleColumns } from "../samples/sampleColumns";
import type { InspectedCell } from "./useInspectedCell";
import type { SweepMapModel } from "./useSweepMapModel";

/** The samples with the boundary of the cell's network and the Bayes classifier's. */
export function CellField({ model, inspected }: { model: SweepMapModel; inspected: InspectedCell }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { experiment, cell, detail } = inspected;
  const samples = useTrainingSamples(experiment);
  const { extent } = plotGrid(experiment);
  const coarse = cell === null ? undefined : model.results.grid(cell);
  const fine = detail?.field;
  const grid = useMemo((): FieldGrid | null => {
    if (fine) return fine;
    // The map's coarser grid, until the model has been trained again for the card.
    return coarse === undefined ? null : { ...thumbnailGrid(model.sweep), logits: coarse };
  }, [fine, coarse, model.sweep]);
  const bayes = useMemo(() => bayesOf(experiment, model.definition), [experiment, model.definition]);
  const labels: FieldLabel[] = [
    { corner: "top-right", text: t("field.boundary"), target: "boundary" },
    ...bayesLabels(t, format, bayes),
  ];
  const positives = samples.target.reduce((sum: number, label) => sum + label, 0);
  return (
    <FieldPlot
      label={t("sweep.card.plane")}
      description={t("field.description", {
        positives: format.integer(positives),
        negatives: format.integer(samples.target.length - positives),
      })}
      extent={extent}
      grid={grid}
      samples={samples}
      bayes={bayes?.boundary.outlines}
      labels={labels}
    />
  );
}

/**
 * The training samples of one cell's experiment, generated from its seeds. All cells have the same,
 * unless the share of positives is swept.
 */
function useTrainingSamples(experiment: Experiment): FieldSamples & { target: Uint8Array } {
  const key = dataKey(experiment);
  return useMemo(() => {
    const { samples, train } = drawnData(experiment);
    const { features, labels } = selectRows(samples, train);
    return { ...sampleColumns(features), target: labels };
  }, [key]);
}
