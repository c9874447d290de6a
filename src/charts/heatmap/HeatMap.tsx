import { type ReactNode, useLayoutEffect, useMemo, useRef } from "react";
import { useDevicePixelRatio } from "../field/useDevicePixelRatio";
import { textWidthPx } from "../parts/axis/frame";
import { type PlacedLabel, PlacedLabels } from "../parts/labels/PlacedLabels";
import type { Point } from "../parts/labels/placeLabels";
import { ChartTable, type ChartTableProps } from "../parts/table/ChartTable";
import { useTokens } from "../parts/tokens";
import { useSize } from "../parts/useSize";
import type { MapCell, MapValues, RampScale } from "./cells";
import styles from "./HeatMap.module.css";
import { isoLines, smoothed } from "./isoLines";
import { MapAxes } from "./MapAxes";
import { MapInput } from "./MapInput";
import { MapMarks } from "./MapMarks";
import { MapFrame } from "./mapFrame";
import { paintCells } from "./paintCells";

export interface MapAxis {
  /** One text per column or row. */
  texts: readonly string[];
  title: ReactNode;
}

export interface TheoryLine {
  /** Points in units of columns and rows; (0, 0) is the centre of the first cell. */
  lines: readonly (readonly Point[])[];
  label: ReactNode;
}

export interface HeatMapProps {
  /** Accessible name. */
  label: string;
  /** The map is redrawn when this object changes identity. */
  values: MapValues;
  scale: RampScale;
  x: MapAxis;
  y: MapAxis;
  showPictures: boolean;
  /** Values at which lines of equal value are drawn. */
  levels: readonly number[];
  formatLevel: (level: number) => string;
  theory?: TheoryLine | undefined;
  best: MapCell | null;
  /**
   * Position and name of the experiment from which the map was started; null if it is outside the
   * map.
   */
  base: { at: Point; label: ReactNode } | null;
  selected: MapCell | null;
  hovered: MapCell | null;
  onHover: (cell: MapCell | null) => void;
  onSelect: (cell: MapCell) => void;
  onOpen: (cell: MapCell) => void;
  /** The text for a cell that the keyboard or a finger reaches. */
  describeCell: (cell: MapCell) => string;
  /** Drawn over the cells in a box of the cells' size, e.g. why a region is empty. */
  children?: ReactNode;
  table: ChartTableProps;
}

/** One number over two parameters, with one cell per pair of values. Fills its parent element. */
export function HeatMap(props: HeatMapProps) {
  const { values, scale, x, y, showPictures, levels, best, base, selected, hovered, theory } = props;
  const { columns, rows } = values;
  const [ref, { widthPx, heightPx }] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const tokens = useTokens();
  const pixelRatio = useDevicePixelRatio();
  const textPx = tokens.textPx[0];
  const frame = useMemo(
    () => new MapFrame(mapFrame(widthPx, heightPx, y.texts, textPx), columns, rows),
    [widthPx, heightPx, y.texts, textPx, columns, rows],
  );

  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    context.clearRect(0, 0, widthPx, heightPx);
    paintCells(context, frame, values, scale, tokens, showPictures);
  }, [frame, values, scale, tokens, showPictures, pixelRatio, widthPx, heightPx]);

  const iso = useMemo(() => {
    // Other cells are left out: a network that always predicts one class has a value, but no
    // boundary to compare.
    const own = values.value.map((value, i) => (values.kinds[i] === "value" ? value : Number.NaN));
    const smooth = smoothed(own, columns, rows);
    return levels.map((level) => ({ level, lines: isoLines(smooth, columns, rows, level) }));
  }, [values, levels, columns, rows]);

  const read = hovered ?? selected;
  const labels = [
    ...(base === null ? [] : [baseLabel(frame, base)]),
    ...iso.flatMap(({ level, lines }) => levelLabel(frame, level, lines, props.formatLevel(level))),
  ];
  const theoryEnd = theory && topOf(theory.lines.flat());
  const pointAt = theoryEnd && frame.place(theoryEnd);
  return (
    <div ref={ref} className={styles.map}>
      {widthPx > 0 && heightPx > 0 && (
        <>
          <div role="img" aria-label={props.label}>
            <canvas
              ref={canvas}
              className={styles.canvas}
              width={Math.round(widthPx * pixelRatio)}
              height={Math.round(heightPx * pixelRatio)}
              style={{ width: widthPx, height: heightPx }}
            />
            <svg className={styles.over} width={widthPx} height={heightPx} aria-hidden="true">
              <MapAxes frame={frame} xTexts={x.texts} yTexts={y.texts} textPx={textPx} read={read} />
              {pointAt && (
                <line
                  className={styles.theory}
                  x1={pointAt.x}
                  x2={pointAt.x}
                  y1={frame.frame.top - 5}
                  y2={frame.frame.top}
                />
              )}
              <MapMarks
                frame={frame}
                iso={iso}
                theory={theory?.lines ?? []}
                best={best}
                base={base?.at ?? null}
                selected={selected}
                hovered={hovered}
              />
            </svg>
          </div>
          {pointAt && theory && (
            <TheoryName xPx={pointAt.x} frame={frame} widthPx={widthPx}>
              {theory.label}
            </TheoryName>
          )}
          <div className={styles.yTitle} style={{ top: frame.frame.top + frame.frame.height / 2 }}>
            <span>{y.title}</span>
          </div>
          <div className={styles.xTitle} style={{ left: frame.frame.left + frame.frame.width / 2 }}>
            {x.title}
          </div>
          {props.children !== undefined && (
            <div
              className={styles.note}
              style={{
                left: frame.frame.left,
                top: frame.frame.top,
                width: frame.frame.width,
                height: frame.frame.height,
              }}
            >
              {props.children}
            </div>
          )}
          <PlacedLabels
            labels={labels}
            obstacles={[]}
            bounds={{
              x: frame.frame.left,
              y: frame.frame.top,
              width: frame.frame.width,
              height: frame.frame.height,
            }}
          />
          <MapInput
            frame={frame}
            label={props.label}
            read={selected ?? best}
            describeCell={props.describeCell}
            onHover={props.onHover}
            onSelect={props.onSelect}
            onOpen={props.onOpen}
          />
        </>
      )}
      <ChartTable {...props.table} />
    </div>
  );
}

/**
 * Leaves room for the widest value and the title on the left, values and title below, and the
 * theory's name above.
 */
function mapFrame(widthPx: number, heightPx: number, yTexts: readonly string[], textPx: number) {
  const widest = yTexts.reduce((most, text) => Math.max(most, textWidthPx(text, textPx)), 0);
  const left = Math.ceil(widest + 8 + textPx * 1.6);
  const top = Math.ceil(textPx * 1.9);
  const bottom = Math.ceil(textPx * 3.2);
  return { left, top, width: Math.max(1, widthPx - left - 2), height: Math.max(1, heightPx - top - bottom) };
}

/** The point where the theory's line leaves the map at the top. */
function topOf(points: readonly Point[]): Point | undefined {
  return points.reduce<Point | undefined>(
    (best, point) => (best === undefined || point.y > best.y ? point : best),
    undefined,
  );
}

/** In a narrower map the theory's name takes most of the width. */
const NARROW_PX = 360;

function TheoryName(props: { xPx: number; frame: MapFrame; widthPx: number; children: ReactNode }) {
  const { left, top, width } = props.frame.frame;
  const share = (props.xPx - left) / width;
  // Centred on the line, unless it would leave the chart: then aligned with the nearer edge.
  const edge = width < NARROW_PX ? 0.5 : 0.3;
  const place =
    share < edge
      ? { left }
      : share >= 1 - edge
        ? { right: props.widthPx - left - width }
        : { left: props.xPx, translate: "-50% 0" };
  return (
    <div
      className={styles.theoryName}
      style={{ ...place, maxWidth: width, top: top - 6, transform: "translateY(-100%)" }}
    >
      {props.children}
    </div>
  );
}

function baseLabel(frame: MapFrame, { at, label }: { at: Point; label: ReactNode }): PlacedLabel {
  const corner = frame.corner({ column: at.x, row: at.y });
  const middle = { x: corner.x + frame.cellWidth / 2, y: corner.y + frame.cellHeight / 2 };
  return {
    id: "base",
    content: <span className={styles.plate}>{label}</span>,
    tone: "ink",
    anchors: [middle],
    sides: ["e", "w", "n", "s"],
    gap: frame.cellWidth / 2 + 3,
  };
}

/** Placed on the longest line of the level. */
function levelLabel(frame: MapFrame, level: number, lines: readonly (readonly Point[])[], text: string): PlacedLabel[] {
  const longest = lines.reduce<readonly Point[]>((most, line) => (line.length > most.length ? line : most), []);
  if (longest.length < 4) return [];
  return [
    {
      id: `level ${level}`,
      content: text,
      tone: "ink-2",
      anchors: longest.map((point) => frame.place(point)),
      prefer: 0.5,
      sides: ["on"],
    },
  ];
}
