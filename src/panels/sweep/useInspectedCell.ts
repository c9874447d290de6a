import { useEffect, useMemo } from "react";
import type { Experiment } from "../../experiment/experiment";
import type { SweepCell } from "../../experiment/sweep";
import { isRunning } from "../../store/fleetRun";
import { type CellDetail, detailKey } from "../../store/sweep/cellDetails";
import { useApp } from "../hooks/useApp";
import { useSweep, useSweepActions } from "./useSweep";
import type { SweepMapModel } from "./useSweepMapModel";

/** A model and the details trained for it in addition to the map. */
export interface InspectedModel {
  experiment: Experiment;
  /** Undefined until it has been trained. */
  detail: CellDetail | undefined;
}

export interface InspectedCell extends InspectedModel {
  /** Null for the base experiment, which may lie between cells or outside the map. */
  cell: SweepCell | null;
  /** The model that it is compared with; null if it is the base itself. */
  base: InspectedModel | null;
}

/**
 * The cell under the pointer, else the selected one, else the best, else (on an empty map) the
 * base. Requests training of its details.
 */
export function useInspectedCell(model: SweepMapModel): InspectedCell {
  const hovered = useSweep((state) => state.hovered);
  const selected = useSweep((state) => state.selected);
  const details = useSweep((state) => state.details);
  const engine = useApp((state) => state.enginePreference);
  const { lookAt } = useSweepActions();
  const { run, best, base, experimentOf } = model;
  const pointed = hovered ?? selected;
  const cell = pointed ?? best;
  const isBase = cell === null || isAt(base.at, cell);
  const experiment = useMemo(
    () => (cell === null || isBase ? base.experiment : experimentOf(cell)),
    [cell, isBase, base, experimentOf],
  );
  // While the map fills, the best cell keeps changing: its details wait for the end of the run,
  // unless the user points at a cell.
  const waits = pointed === null && cell !== null && run !== null && isRunning(run.phase);
  useEffect(() => {
    const requests = [...(waits ? [] : [experiment]), ...(isBase && !waits ? [] : [base.experiment])];
    lookAt(
      requests.map((wanted) => ({ experiment: wanted, seeds: true })),
      engine,
    );
  }, [lookAt, experiment, base.experiment, isBase, waits, engine]);
  useEffect(() => () => lookAt([], engine), [lookAt, engine]);
  const known = (of: Experiment) => ({ experiment: of, detail: details.get(detailKey(of)) });
  return { ...known(experiment), cell, base: isBase ? null : known(base.experiment) };
}

const isAt = (place: SweepMapModel["base"]["at"], { column, row }: SweepCell) =>
  place !== null && Math.abs(place.x - column) < 1e-6 && Math.abs(place.y - row) < 1e-6;
