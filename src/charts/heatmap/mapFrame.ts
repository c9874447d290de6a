import type { Frame } from "../parts/axis/frame";
import type { Point } from "../parts/labels/placeLabels";
import type { MapCell } from "./cells";

/** The rectangle of the cells in CSS pixels of the chart. */
export class MapFrame {
  readonly frame: Frame;
  readonly columns: number;
  readonly rows: number;
  readonly cellWidth: number;
  readonly cellHeight: number;

  constructor(frame: Frame, columns: number, rows: number) {
    this.frame = frame;
    this.columns = columns;
    this.rows = rows;
    this.cellWidth = frame.width / columns;
    this.cellHeight = frame.height / rows;
  }

  /** Upper left corner of a cell. */
  corner({ column, row }: MapCell): Point {
    return {
      x: this.frame.left + column * this.cellWidth,
      y: this.frame.top + (this.rows - 1 - row) * this.cellHeight,
    };
  }

  /**
   * Converts a point in units of columns and rows to pixels; (0, 0) is the centre of the first
   * cell.
   */
  place({ x, y }: Point): Point {
    return {
      x: this.frame.left + (x + 0.5) * this.cellWidth,
      y: this.frame.top + (this.rows - 0.5 - y) * this.cellHeight,
    };
  }

  /** The cell at a point in pixels; null outside the map. */
  cellAt({ x, y }: Point): MapCell | null {
    const column = Math.floor((x - this.frame.left) / this.cellWidth);
    const row = this.rows - 1 - Math.floor((y - this.frame.top) / this.cellHeight);
    const inside = column >= 0 && row >= 0 && column < this.columns && row < this.rows;
    return inside ? { column, row } : null;
  }
}
