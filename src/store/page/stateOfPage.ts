import { dataKey } from "../../experiment/dataKey";
import { defaultProbe, type Probe } from "../probe";
import type { ShownRun } from "../run";
import type { AppState } from "../state";
import type { PageState } from "./pageState";

/**
 * The part of the state that shows this page in place of `shown`. Its overlays are read separately.
 */
export function stateOfPage({ view, experiment, explore, compare, sweep }: PageState, shown: ShownRun | null) {
  const { probe, overlays: _, trained: __, ...settings } = explore;
  const key = dataKey(experiment);
  const isSameData = shown !== null && dataKey(shown.experiment) === key;
  const byData: Probe = isSameData ? defaultProbe(shown.samples, experiment) : { kind: "sample", index: 0 };
  return {
    ...{ view, experiment, compare, sweep },
    ...settings,
    probe: probe ?? byData,
    probeChosenOn: probe === null ? null : key,
  } satisfies Partial<AppState>;
}
