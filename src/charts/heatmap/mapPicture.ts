import type { Point } from "../parts/labels/placeLabels";
import type { Rgb, Tokens } from "../parts/tokens";
import type { MapCell, MapValues, RampScale } from "./cells";
import { isoLines, smoothed } from "./isoLines";
import { star } from "./MapMarks";
import { MapFrame } from "./mapFrame";
import { shownTicks } from "./mapTicks";
import { cellColours, css, drawAnswer, paintCells, strokeLine } from "./paintCells";

/** Content of the map's picture file. All texts are given by the caller, in the page's language. */
export interface MapPicture {
  heading: string;
  /** The line under the heading: a summary of the experiment. */
  detail: string;
  values: MapValues;
  scale: RampScale;
  xTexts: readonly string[];
  yTexts: readonly string[];
  xTitle: string;
  yTitle: string;
  levels: readonly number[];
  formatLevel: (level: number) => string;
  theory: { lines: readonly (readonly Point[])[]; label: string } | null;
  best: MapCell | null;
  base: { at: Point; label: string } | null;
  showPictures: boolean;
  legend: {
    name: string;
    ends: readonly [string, string];
    best: string | null;
    alwaysNo: string | null;
    alwaysYes: string | null;
    failed: string | null;
    quartiles: string | null;
  };
}

const SIDE = 640;
const WIDTH = SIDE + 110;
const TOP = 92;
const LEFT = 84;
const HEIGHT = TOP + SIDE + 96;
/** Canvas pixels per unit: enough for projectors and print. */
const SCALE = 2;

/**
 * Draws the map with axes, lines, marks and legend in the page's current colours: 1,500 × 1,656
 * pixels. Rejects if there is no canvas context.
 */
export async function renderMapPng(picture: MapPicture, tokens: Tokens): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH * SCALE;
  canvas.height = HEIGHT * SCALE;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("canvas: expected a 2d context, got none");
  context.scale(SCALE, SCALE);
  draw(context, picture, tokens);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("canvas: expected a PNG, got nothing"))),
      "image/png",
    );
  });
}

function draw(context: CanvasRenderingContext2D, picture: MapPicture, tokens: Tokens): void {
  const { colours } = tokens;
  const family = getComputedStyle(document.body).fontFamily;
  const { columns, rows } = picture.values;
  const frame = new MapFrame({ left: LEFT, top: TOP, width: SIDE, height: SIDE }, columns, rows);
  const font = (sizePx: number, weight = 400) => `${weight} ${sizePx}px ${family}`;
  const write = (text: string, x: number, y: number, colour: Rgb, align: CanvasTextAlign = "left") => {
    context.fillStyle = css(colour);
    context.textAlign = align;
    context.fillText(text, x, y);
  };
  context.fillStyle = css(colours.surface);
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.font = font(17, 620);
  write(picture.heading, LEFT, 30, colours.ink);
  context.font = font(12);
  write(picture.detail, LEFT, 51, colours["ink-2"]);

  paintCells(context, frame, picture.values, picture.scale, tokens, picture.showPictures);
  drawLines(context, picture, frame, colours, font(11));

  context.font = font(12);
  for (const column of shownTicks(picture.xTexts, frame.cellWidth, 12, "along", undefined)) {
    write(picture.xTexts[column]!, frame.place({ x: column, y: 0 }).x, TOP + SIDE + 17, colours["ink-3"], "center");
  }
  for (const row of shownTicks(picture.yTexts, frame.cellHeight, 12, "across", undefined)) {
    write(picture.yTexts[row]!, LEFT - 8, frame.place({ x: 0, y: row }).y + 4, colours["ink-3"], "right");
  }
  write(picture.xTitle, LEFT + SIDE / 2, TOP + SIDE + 38, colours["ink-2"], "center");
  context.save();
  context.translate(18, TOP + SIDE / 2);
  context.rotate(-Math.PI / 2);
  write(picture.yTitle, 0, 0, colours["ink-2"], "center");
  context.restore();
  if (picture.theory !== null) {
    context.font = font(12, 560);
    const top = picture.theory.lines
      .flat()
      .reduce<Point | null>((best, at) => (best && best.y >= at.y ? best : at), null);
    const x = top === null ? LEFT + SIDE / 2 : frame.place(top).x;
    const half = context.measureText(picture.theory.label).width / 2;
    write(
      picture.theory.label,
      Math.min(LEFT + SIDE - half, Math.max(LEFT + half, x)),
      TOP - 10,
      colours.ink,
      "center",
    );
  }
  drawLegend(context, picture, tokens, font(12));
}

function drawLines(
  context: CanvasRenderingContext2D,
  { values, levels, theory, base, best, formatLevel }: MapPicture,
  frame: MapFrame,
  colours: Tokens["colours"],
  font: string,
): void {
  const { columns, rows } = values;
  const own = values.value.map((value, i) => (values.kinds[i] === "value" ? value : Number.NaN));
  const smooth = smoothed(own, columns, rows);
  const { left, top, width, height } = frame.frame;
  const stroke = (lines: readonly (readonly Point[])[], colour: Rgb, widthPx: number, dash: readonly number[] = []) => {
    context.strokeStyle = css(colour);
    context.lineWidth = widthPx;
    context.setLineDash([...dash]);
    for (const line of lines)
      strokeLine(
        context,
        line.map((at) => frame.place(at)),
      );
    context.setLineDash([]);
  };
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.font = font;
  for (const level of levels) {
    const lines = isoLines(smooth, columns, rows, level);
    stroke(lines, colours.surface, 2.6);
    stroke(lines, colours["ink-2"], 1);
    const longest = lines.reduce<readonly Point[]>((most, line) => (line.length > most.length ? line : most), []);
    if (longest.length < 4) continue;
    const { x, y } = frame.place(longest[Math.floor(longest.length / 2)]!);
    const text = formatLevel(level);
    const half = context.measureText(text).width / 2 + 2;
    context.fillStyle = css(colours.surface);
    context.fillRect(x - half, y - 7, 2 * half, 14);
    context.fillStyle = css(colours["ink-2"]);
    context.textAlign = "center";
    context.fillText(text, x, y + 4);
  }
  context.lineCap = "round";
  if (theory !== null) {
    stroke(theory.lines, colours.surface, 4);
    stroke(theory.lines, colours.ink, 2, [0, 5]);
  }
  context.lineCap = "butt";
  context.restore();
  if (base !== null) {
    const { x, y } = frame.corner({ column: base.at.x, row: base.at.y });
    context.strokeStyle = css(colours.surface);
    context.lineWidth = 4.5;
    context.strokeRect(x - 0.5, y - 0.5, frame.cellWidth, frame.cellHeight);
    context.strokeStyle = css(colours.ink);
    context.lineWidth = 2;
    context.strokeRect(x - 0.5, y - 0.5, frame.cellWidth, frame.cellHeight);
    const half = context.measureText(base.label).width / 2 + 4;
    const middle = Math.min(left + width - half, Math.max(left + half, x + frame.cellWidth / 2));
    const below = y + frame.cellHeight + 20 < top + height ? y + frame.cellHeight + 4 : y - 20;
    context.fillStyle = css(colours.surface);
    context.fillRect(middle - half, below, 2 * half, 16);
    context.fillStyle = css(colours.ink);
    context.textAlign = "center";
    context.fillText(base.label, middle, below + 12);
  }
  if (best !== null) {
    const { x, y } = frame.corner(best);
    drawStar(context, x + frame.cellWidth - 7, y + 7, colours);
  }
}

function drawStar(context: CanvasRenderingContext2D, x: number, y: number, colours: Tokens["colours"]): void {
  const path = new Path2D(star(x, y, 7));
  context.strokeStyle = css(colours.surface);
  context.lineWidth = 2;
  context.stroke(path);
  context.fillStyle = css(colours.accent);
  context.fill(path);
}

function drawLegend(
  context: CanvasRenderingContext2D,
  { legend, scale }: MapPicture,
  tokens: Tokens,
  font: string,
): void {
  const { ramp } = cellColours(tokens);
  const { colours } = tokens;
  const y = HEIGHT - 26;
  let x = LEFT;
  context.font = font;
  context.textAlign = "left";
  const text = (words: string) => {
    context.fillStyle = css(colours["ink-2"]);
    context.fillText(words, x, y + 10);
    x += context.measureText(words).width + 8;
  };
  text(`${legend.name} ${legend.ends[0]}`);
  for (let i = 0; i < 110; i++) {
    const share = scale.reversed ? 1 - i / 109 : i / 109;
    context.fillStyle = css(ramp[Math.round(share * (ramp.length - 1))]!);
    context.fillRect(x + i, y, 1.5, 11);
  }
  x += 118;
  text(legend.ends[1]);
  if (legend.best !== null) {
    x += 14;
    drawStar(context, x + 6, y + 6, colours);
    x += 18;
    text(legend.best);
  }
  for (const kind of ["alwaysNo", "alwaysYes", "failed"] as const) {
    const words = legend[kind];
    if (words === null) continue;
    x += 14;
    context.fillStyle = css(colours.well);
    context.fillRect(x, y, 12, 12);
    context.strokeStyle = css(colours.rule);
    context.lineWidth = 1;
    context.strokeRect(x + 0.5, y + 0.5, 11, 11);
    if (kind === "failed") {
      context.strokeStyle = css(colours["ink-3"]);
      for (const [from, to] of [
        [3, 9],
        [9, 3],
      ] as const) {
        strokeLine(context, [
          { x: x + 3, y: y + from },
          { x: x + 9, y: y + to },
        ]);
      }
    } else {
      drawAnswer(
        context,
        { x: x + 6, y: y + 6 },
        2.6,
        kind === "alwaysNo" ? "always-no" : "always-yes",
        colours["ink-3"],
      );
    }
    x += 18;
    text(words);
  }
  if (legend.quartiles !== null) {
    x += 14;
    context.fillStyle = css(ramp[Math.round(ramp.length * 0.35)]!);
    context.fillRect(x, y + 3, 12, 6);
    context.fillStyle = css(ramp[Math.round(ramp.length * 0.8)]!);
    context.fillRect(x + 12, y + 3, 12, 6);
    x += 30;
    text(legend.quartiles);
  }
}
