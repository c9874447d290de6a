import { labMix } from "../field/labMix";
import type { Point } from "../parts/labels/placeLabels";
import type { Rgb, Tokens } from "../parts/tokens";
import { contrast, type MapValues, type RampScale, rampShare } from "./cells";
import type { MapFrame } from "./mapFrame";

const STEPS = 255;
/** Below this contrast with the cell, a line takes the surface colour instead of ink. */
const LEAST_CONTRAST = 3;
/** Smaller cells show no picture. */
export const LEAST_PICTURE_PX = 15;
/** Ratio of a picture's side to its cell's. */
const PICTURE_SHARE = 0.94;
/** Ratio of the quartile strip's height to its cell's. */
const STRIP_SHARE = 0.2;
/** Opacity of the coarse map's value in cells that are still missing. */
const COARSE_ALPHA = 0.45;

export interface CellColours {
  /** Colours in sRGB from the low to the full end. */
  ramp: readonly Rgb[];
  /** Line colour for each step of the ramp. */
  line: readonly Rgb[];
}

const known = new WeakMap<Tokens, CellColours>();

/**
 * A ramp from near the surface colour to one hue that stands for no class, in steps that look
 * equal. Lightness alone encodes the value.
 */
export function cellColours(tokens: Tokens): CellColours {
  let found = known.get(tokens);
  if (found === undefined) {
    const { surface, ramp: end, ink } = tokens.colours;
    const mix = labMix(surface, end);
    // The ramp starts at a tint, so that a cell with the lowest value is visible.
    const ramp = Array.from({ length: STEPS + 1 }, (_, i) => mix(0.1 + (0.9 * i) / STEPS));
    const line = ramp.map((colour) => (contrast(ink, colour) >= LEAST_CONTRAST ? ink : surface));
    found = { ramp, line };
    known.set(tokens, found);
  }
  return found;
}

export const css = ([red, green, blue]: Rgb) => `rgb(${red} ${green} ${blue})`;

/** Paints all cells. The context's unit is a CSS pixel of the chart. */
export function paintCells(
  context: CanvasRenderingContext2D,
  frame: MapFrame,
  { columns, value, quartiles, kinds, coarse, pictures }: MapValues,
  scale: RampScale,
  tokens: Tokens,
  showPictures: boolean,
): void {
  const { ramp, line } = cellColours(tokens);
  const { well, rule, "ink-3": faint } = tokens.colours;
  const { cellWidth, cellHeight } = frame;
  const gap = Math.min(cellWidth, cellHeight) > 8 ? 1 : 0.5;
  const step = (of: number) => Math.round(rampShare(scale, of) * STEPS);
  const drawn = showPictures && Math.min(cellWidth, cellHeight) >= LEAST_PICTURE_PX;
  const stripHeight = quartiles === null ? 0 : Math.max(3, Math.round(cellHeight * STRIP_SHARE));
  for (const [i, kind] of kinds.entries()) {
    const { x, y } = frame.corner({ column: i % columns, row: Math.floor(i / columns) });
    const [width, height] = [cellWidth - gap, cellHeight - gap];
    if (kind === "missing") {
      const isCoarse = !Number.isNaN(coarse[i]!);
      context.globalAlpha = isCoarse ? COARSE_ALPHA : 0.5;
      context.lineWidth = 1;
      context.strokeStyle = css(rule);
      context.fillStyle = css(ramp[isCoarse ? step(coarse[i]!) : 0]!);
      if (isCoarse) context.fillRect(x, y, width, height);
      else context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
      context.globalAlpha = 1;
      continue;
    }
    const at = Number.isNaN(value[i]!) ? 0 : step(value[i]!);
    context.fillStyle = css(kind === "value" ? ramp[at]! : well);
    context.fillRect(x, y, width, height);
    if (kind === "failed") {
      context.strokeStyle = css(faint);
      context.lineWidth = 1;
      strokeLine(context, [
        { x: x + width * 0.3, y: y + height * 0.3 },
        { x: x + width * 0.7, y: y + height * 0.7 },
      ]);
      strokeLine(context, [
        { x: x + width * 0.7, y: y + height * 0.3 },
        { x: x + width * 0.3, y: y + height * 0.7 },
      ]);
    }
    if (kind === "always-no" || kind === "always-yes") {
      const radius = Math.max(1.2, Math.min(3, Math.min(width, height) * 0.09));
      drawAnswer(context, { x: x + width / 2, y: y + height / 2 }, radius, kind, faint);
    }
    // Both quartiles next to each other in the map's own colours: the halves differ where results
    // vary by chance.
    if (quartiles !== null && kind === "value") {
      const top = y + height - stripHeight;
      context.fillStyle = css(ramp[step(quartiles.lower[i]!)]!);
      context.fillRect(x, top, width / 2, stripHeight);
      context.fillStyle = css(ramp[step(quartiles.upper[i]!)]!);
      context.fillRect(x + width / 2, top, width / 2, stripHeight);
    }
    const picture = pictures[i];
    if (!drawn || picture === undefined) continue;
    const room = height - (kind === "value" ? stripHeight : 0);
    const half = (Math.min(width, room) / 2) * PICTURE_SHARE;
    const centre = { x: x + width / 2, y: y + room / 2 };
    context.strokeStyle = css(line[kind === "value" ? at : 0]!);
    context.lineWidth = Math.min(1.4, 0.6 + half / 24);
    context.save();
    context.beginPath();
    context.rect(x, y, width, room);
    context.clip();
    for (const points of picture) {
      strokeLine(
        context,
        points.map((point) => ({ x: centre.x + point.x * half, y: centre.y - point.y * half })),
      );
    }
    context.restore();
  }
}

/**
 * A small class symbol: the negatives' open ring if all predictions are negative, the positives'
 * disc if all are positive.
 */
export function drawAnswer(
  context: CanvasRenderingContext2D,
  { x, y }: Point,
  radius: number,
  kind: "always-no" | "always-yes",
  colour: Rgb,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.lineWidth = 1;
  context.strokeStyle = css(colour);
  context.fillStyle = css(colour);
  if (kind === "always-no") context.stroke();
  else context.fill();
}

export function strokeLine(context: CanvasRenderingContext2D, points: readonly Point[]): void {
  context.beginPath();
  for (const [i, { x, y }] of points.entries()) {
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.stroke();
}
