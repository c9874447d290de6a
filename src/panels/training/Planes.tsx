import { type ReactElement, useMemo } from "react";
import { type FieldLabel, FieldPlot, type FieldSamples } from "../../charts";
import type { Samples } from "../../datasets";
import { plotGrid } from "../../experiment/plotGrid";
import { useFormat, useTranslate } from "../../i18n";
import { shownSnapshot } from "../../store/state";
import { bayesLabels } from "../format/bayesLabels";
import { probabilityOf } from "../format/probability";
import { useActions, useApp } from "../hooks/useApp";
import { useTrainedLossView } from "../hooks/useLossView";
import { pulls } from "../samples/pulls";
import { sampleColumns } from "../samples/sampleColumns";
import { samplePulls } from "../samples/samplePulls";
import styles from "./Planes.module.css";
import { useBayes } from "./useBayes";

export interface PlanesProps {
  data: Samples;
  /** The network's logit for each sample. */
  logits: Float32Array | undefined;
  /** Whether these are the training samples, one of which may be the probe. */
  isTraining: boolean;
}

/** One plane, or next to each other y_true and y_pred. */
export function Planes(props: PlanesProps): ReactElement {
  const colourBy = useApp((state) => state.colourBy);
  if (colourBy !== "both") return <Plane {...props} colourBy={colourBy} />;
  return (
    <div className={styles.pair}>
      <Plane {...props} colourBy="true" caption="y_true" />
      <Plane {...props} colourBy="predicted" caption="y_pred" />
    </div>
  );
}

interface PlaneProps extends PlanesProps {
  colourBy: "true" | "predicted";
  /** Stands on the plane in place of the boundaries' names. */
  caption?: string;
}

function Plane({ data, logits, isTraining, colourBy, caption }: PlaneProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const snapshot = useApp(shownSnapshot);
  const plotted = useApp((state) => plotGrid(state.experiment).extent);
  const probe = useApp((state) => state.probe);
  const dotArea = useApp((state) => state.dotArea);
  const { moveProbe } = useActions();
  const bayes = useBayes();
  const sizes = useDotSizes(dotArea === "pull", data.labels, logits);

  const positions = useMemo(() => sampleColumns(data.features), [data]);
  const samples: FieldSamples = useMemo(
    () => ({ ...positions, target: data.labels, logits, size: sizes }),
    [positions, data, logits, sizes],
  );
  const grid = useMemo(
    () => (snapshot === null ? null : { ...snapshot.grid, logits: snapshot.gridLogits }),
    [snapshot],
  );
  const probeMoved = useApp((state) => state.probeChosenOn !== null);
  const probeIndex = isTraining && probe.kind === "sample" ? probe.index : undefined;
  const probeLogit = probeIndex === undefined ? undefined : logits?.[probeIndex];
  const labels: FieldLabel[] = [
    {
      corner: "top-right",
      text: t(snapshot === null || snapshot.step === 0 ? "field.untrained" : "field.boundary"),
      target: "boundary",
    },
    ...(probeLogit === undefined || !probeMoved
      ? []
      : [
          {
            corner: "top-left" as const,
            text: t("field.probe", { probability: format.fixed(probabilityOf(probeLogit), 2) }),
            target: "probe" as const,
            tone: "accent" as const,
          },
        ]),
    ...bayesLabels(t, format, bayes, probeMoved ? "bottom-left" : "top-left"),
  ];
  const describeSample = (index: number) =>
    t("field.sample", {
      label: data.labels[index] === 1 ? 1 : 0,
      probability: format.fixed(probabilityOf(logits?.[index] ?? Number.NaN), 2),
    });
  const extent = snapshot?.grid.extent ?? plotted;
  const plot = (
    <FieldPlot
      label={t("field.name")}
      description={t("field.description", {
        positives: format.integer(count(data.labels)),
        negatives: format.integer(data.rows - count(data.labels)),
      })}
      extent={extent}
      aspect={1.12}
      grid={grid}
      samples={samples}
      colourBy={colourBy}
      bayes={bayes?.boundary.outlines}
      labels={caption === undefined ? labels : undefined}
      probe={probeIndex}
      onProbe={(index) =>
        moveProbe(isTraining ? { kind: "sample", index } : freeProbe(data.labels[index], logits?.[index]))
      }
      pickLabel={t("field.pick")}
      describeSample={describeSample}
    />
  );
  if (caption === undefined) return plot;
  return (
    <figure className={styles.plane}>
      {plot}
      <figcaption className={styles.caption} translate="no">
        {caption}
      </figcaption>
    </figure>
  );
}

/** A probe where a sample is that no gradient comes from. */
function freeProbe(label = 0, logit = 0) {
  return { kind: "free", label: label === 1 ? 1 : 0, logit } as const;
}

function count(labels: Uint8Array): number {
  let positives = 0;
  for (const label of labels) positives += label;
  return positives;
}

/**
 * Area of each dot: its pull divided by the strongest pull that this loss can have on a sample with
 * p_t ≥ .02; for losses of a whole batch, by the strongest in this batch.
 */
function useDotSizes(byPull: boolean, labels: Uint8Array, logits: Float32Array | undefined): Float32Array | undefined {
  const view = useTrainedLossView();
  return useMemo(() => {
    if (!byPull || view === null || logits === undefined) return undefined;
    const { loss, parameters } = view;
    const sizes = new Float32Array(samplePulls(loss, logits, labels, parameters));
    const most = loss.ofBatch
      ? sizes.reduce((largest, size) => Math.max(largest, size), 0) || 1
      : strongestPull((points, label) => pulls(loss, points, label, parameters));
    for (let i = 0; i < sizes.length; i++) sizes[i] = sizes[i]! / most;
    return sizes;
  }, [byPull, view, logits, labels]);
}

const hardness = Float64Array.from({ length: 65 }, (_, i) => (8 * i) / 64 - 4);

/** Depends on the loss only, so that one sample's change does not resize all dots. */
function strongestPull(pullAt: (logits: Float64Array, label: 0 | 1) => Float64Array): number {
  let most = 0;
  for (const label of [0, 1] as const) for (const pull of pullAt(hardness, label)) if (pull > most) most = pull;
  return most > 0 ? most : 1;
}
