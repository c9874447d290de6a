import { type ReactNode, useId, useLayoutEffect, useMemo, useRef } from "react";
import type { Outline } from "../../datasets";
import type { Point } from "../parts/labels/placeLabels";
import { useTokens } from "../parts/tokens";
import { useSize } from "../parts/useSize";
import { boundaryLines } from "./boundary";
import { type Corner, FieldLabels, type LeaderLabel } from "./FieldLabels";
import { FieldLines } from "./FieldLines";
import { type FieldGrid, FieldPainter } from "./FieldPainter";
import styles from "./FieldPlot.module.css";
import type { FieldColours } from "./fieldColours";
import { leaderTarget } from "./leaderTarget";
import { outlineView } from "./outlineView";
import { type PlaneScale, planeScale, toPx } from "./planeScale";
import { SamplePicker } from "./SamplePicker";
import { type ColourBy, dotRadiusPx, dotScale, type FieldSamples } from "./samples";
import { useDevicePixelRatio } from "./useDevicePixelRatio";

export interface FieldLabel {
  corner: Corner;
  text: ReactNode;
  /**
   * End of the leader line: a named part of the drawing, or a point of the plane. A label whose
   * target is outside the plane is left out.
   */
  target: "probe" | "boundary" | "reference" | "bayes" | { x: number; y: number };
  tone?: "ink" | "accent" | undefined;
}

export interface FieldPlotProps {
  /** Accessible name of the picture. */
  label: string;
  description?: string | undefined;
  /** Half of the plane's longer side, in its units; the grid's by default. */
  extent?: number | undefined;
  /** Width / height; 1 by default. */
  aspect?: number | undefined;
  /**
   * The learned field: the snapshot's grid and gridLogits. Null before there is a network. The
   * field is redrawn when this object, `samples` or `reference` changes identity; arrays that are
   * changed in place are not noticed.
   */
  grid: FieldGrid | null;
  samples: FieldSamples | null;
  colourBy?: ColourBy | undefined;
  /** Colours of the grid's values if they are not logits, e.g. a difference of two fields. */
  fieldScale?: FieldColours | undefined;
  /** The field whose p = ½ line is drawn solid; `grid` by default. */
  boundaryOf?: FieldGrid | null | undefined;
  /** Whether to draw that boundary; true by default. */
  showBoundary?: boolean | undefined;
  /** The field of another run, whose p = ½ line is drawn dashed. */
  reference?: FieldGrid | null | undefined;
  /** The boundary of the Bayes-optimal classifier. */
  bayes?: readonly Outline[] | undefined;
  labels?: readonly FieldLabel[] | undefined;
  /** Index of the probed sample. */
  probe?: number | undefined;
  onProbe?: ((index: number) => void) | undefined;
  /** Accessible name of the area where samples are chosen. */
  pickLabel?: string | undefined;
  /** The text for a sample that the keyboard reaches. */
  describeSample?: ((index: number) => string) | undefined;
}

const noOutlines: readonly Outline[] = [];
const noLabels: readonly FieldLabel[] = [];
const noLines: Point[][] = [];

function linesPx(field: FieldGrid, view: PlaneScale): Point[][] {
  return boundaryLines(field).map((line) => line.map(({ x, y }) => toPx(view, x, y)));
}

/** The plane: the network's probability as a field, the samples, and the boundaries to compare. */
export function FieldPlot(props: FieldPlotProps) {
  const { label, description, grid, samples, reference, probe, onProbe, aspect = 1, colourBy = "true" } = props;
  const { boundaryOf = grid, showBoundary = true, bayes = noOutlines, labels = noLabels, fieldScale } = props;
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const tokens = useTokens();
  const devicePixelRatio = useDevicePixelRatio();
  const descriptionId = useId();
  const heightPx = Math.round(widthPx / aspect);
  const extent = props.extent ?? grid?.extent ?? 1;
  const view = useMemo(() => planeScale(widthPx, heightPx, extent), [widthPx, heightPx, extent]);
  const painter = useMemo(
    () => (widthPx > 0 ? new FieldPainter({ widthPx, heightPx }, devicePixelRatio, tokens, fieldScale) : null),
    [widthPx, heightPx, devicePixelRatio, tokens, fieldScale],
  );

  useLayoutEffect(() => {
    // A canvas in memory, not on the GPU: every frame replaces all its pixels.
    const context = canvas.current?.getContext("2d", { alpha: false, willReadFrequently: true });
    if (context && painter) painter.paint(context, view, grid, samples, colourBy);
  }, [painter, view, grid, samples, colourBy]);

  const boundary = useMemo(
    () => (boundaryOf && showBoundary ? linesPx(boundaryOf, view) : noLines),
    [boundaryOf, showBoundary, view],
  );
  const before = useMemo(() => (reference ? linesPx(reference, view) : noLines), [reference, view]);
  const optimum = useMemo(() => bayes.flatMap((outline) => outlineView(outline, view)), [bayes, view]);
  const probeMark = useMemo(() => {
    if (probe === undefined || !samples || !(probe >= 0) || probe >= samples.x.length) return null;
    const point = toPx(view, samples.x[probe]!, samples.y[probe]!);
    const radiusPx = dotRadiusPx(samples, probe) * dotScale(view.widthPx, view.heightPx) + 4;
    return Number.isFinite(point.x + point.y) ? { ...point, radiusPx } : null;
  }, [probe, samples, view]);

  const leaders = useMemo(() => {
    const best = optimum.map(({ line }) => line);
    const targetOf = ({ target, corner }: FieldLabel): Point | null => {
      const from = { x: corner.endsWith("left") ? 60 : widthPx - 60, y: corner.startsWith("top") ? 20 : heightPx - 20 };
      if (target === "probe") return probeMark;
      if (target === "boundary") return leaderTarget(boundary, [...before, ...best], from, widthPx, heightPx);
      if (target === "reference") return leaderTarget(before, [...boundary, ...best], from, widthPx, heightPx);
      if (target === "bayes") return leaderTarget(best, [...before, ...boundary], from, widthPx, heightPx);
      return toPx(view, target.x, target.y);
    };
    return labels.flatMap((item): LeaderLabel[] => {
      const target = targetOf(item);
      if (!target) return [];
      const clearPx = item.target === "probe" ? (probeMark?.radiusPx ?? 0) + 1 : 0;
      return [{ corner: item.corner, content: item.text, tone: item.tone ?? "ink", target, clearPx }];
    });
  }, [labels, boundary, before, optimum, probeMark, view, widthPx, heightPx]);

  return (
    <div ref={ref} className={styles.field} style={{ aspectRatio: aspect }}>
      {painter && (
        <>
          <div role="img" aria-label={label} aria-describedby={description ? descriptionId : undefined}>
            <canvas
              ref={canvas}
              width={painter.width}
              height={painter.height}
              className={styles.canvas}
              style={{ width: widthPx, height: heightPx }}
            />
            <FieldLines
              widthPx={widthPx}
              heightPx={heightPx}
              boundary={boundary}
              reference={before}
              optimum={optimum}
              probe={probeMark}
            />
          </div>
          {onProbe && samples && (
            <SamplePicker
              label={props.pickLabel ?? label}
              view={view}
              samples={samples}
              probe={probe}
              onProbe={onProbe}
              describeSample={props.describeSample}
            />
          )}
          <FieldLabels widthPx={widthPx} heightPx={heightPx} labels={leaders} />
        </>
      )}
      {description && (
        <p id={descriptionId} hidden>
          {description}
        </p>
      )}
    </div>
  );
}
