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

/** The samples with the boundary that the cell's network learned, and the best classifier's. */
export function CellField({ sight, looked }: { sight: SweepMapModel; looked: InspectedCell }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { experiment, cell, detail } = looked;
  const samples = useTrainingSamples(experiment);
  const { extent } = plotGrid(experiment);
  const coarse = cell === null ? undefined : sight.results.grid(cell);
  const fine = detail?.field;
  const grid = useMemo((): FieldGrid | null => {
    if (fine) return fine;
    // As the map has it, until the model has been trained again for the card.
    return coarse === undefined ? null : { ...thumbnailGrid(sight.sweep), logits: coarse };
  }, [fine, coarse, sight.sweep]);
  const bayes = useMemo(() => bayesOf(experiment, sight.definition), [experiment, sight.definition]);
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
 * The rows that the model was trained on, made from its seeds; alike for all cells unless the
 * classes' shares are swept.
 */
function useTrainingSamples(experiment: Experiment): FieldSamples & { target: Uint8Array } {
  const key = dataKey(experiment);
  return useMemo(() => {
    const { samples, train } = drawnData(experiment);
    const { features, labels } = selectRows(samples, train);
    return { ...sampleColumns(features), target: labels };
  }, [key]);
}
