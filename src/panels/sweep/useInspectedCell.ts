import { useEffect, useMemo } from "react";
import type { Experiment } from "../../experiment/experiment";
import type { SweepCell } from "../../experiment/sweep";
import { isRunning } from "../../store/fleetRun";
import { type CellDetail, detailKey } from "../../store/sweep/cellDetails";
import { useApp } from "../hooks/useApp";
import { useSweep, useSweepActions } from "./useSweep";
import type { SweepMapModel } from "./useSweepMapModel";

/** A model and what is known of it beyond the map. */
export interface LookedAtModel {
  experiment: Experiment;
  /** Undefined until it has been trained. */
  detail: CellDetail | undefined;
}

export interface InspectedCell extends LookedAtModel {
  /** Null for the experiment that the map is drawn around, which may lie between or beside the cells. */
  cell: SweepCell | null;
  /** What it is compared with; null where it is that itself. */
  base: LookedAtModel | null;
}

/** The cell under the pointer, or the chosen one, or the best, or, on an empty map, the base; with their details trained as they are looked at. */
export function useInspectedCell(sight: SweepMapModel): InspectedCell {
  const hovered = useSweep((state) => state.hovered);
  const selected = useSweep((state) => state.selected);
  const details = useSweep((state) => state.details);
  const engine = useApp((state) => state.enginePreference);
  const { lookAt } = useSweepActions();
  const { run, best, base, experimentOf } = sight;
  const asked = hovered ?? selected;
  const cell = asked ?? best;
  const isBase = cell === null || isAt(base.at, cell);
  const experiment = useMemo(
    () => (cell === null || isBase ? base.experiment : experimentOf(cell)),
    [cell, isBase, base, experimentOf],
  );
  // The best of a map that still fills changes with every other model: it is trained again when it is known, or asked for.
  const waits = asked === null && cell !== null && run !== null && isRunning(run.phase);
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
