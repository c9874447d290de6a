import { type GridSpec, plotGrid } from "../../experiment/plotGrid";
import { cellExperiment, type Sweep } from "../../experiment/sweep";

/** Side of the grid that a cell's small picture is drawn from. */
export const THUMBNAIL_SIZE = 33;

/**
 * One square for the small pictures of all cells: it holds the samples of those at the map's
 * corners, and so of all.
 */
export function thumbnailGrid({ base, x, y }: Pick<Sweep, "base" | "x" | "y">): GridSpec {
  const extents = [x.from, x.to].flatMap((across) =>
    [y.from, y.to].map((up) => {
      const cell = cellExperiment(
        { base },
        { parameter: x.parameter, value: across },
        { parameter: y.parameter, value: up },
        0,
      );
      return plotGrid(cell).extent;
    }),
  );
  return { size: THUMBNAIL_SIZE, extent: Math.max(...extents) };
}
