import type { Experiment } from "../../experiment/experiment";
import { cellExperiment, type Sweep, type SweepSettings } from "../../experiment/sweep";

/** Whether two experiments differ only in the swept parameters: then both lie on the same map. */
export function onSameMap({ x, y }: SweepSettings, a: Experiment, b: Experiment): boolean {
  const at = (base: Experiment) => {
    const { loss, ...rest } = cellExperiment(
      { base },
      { parameter: x.parameter, value: x.from },
      { parameter: y.parameter, value: y.from },
      0,
    );
    // A parameter that was set later stands later in the object.
    const parameters = Object.entries(loss.parameters).sort(([one], [other]) => (one < other ? -1 : 1));
    return JSON.stringify([rest, { ...loss, parameters }]);
  };
  return at(a) === at(b);
}

/** Whether a sweep of these settings around this experiment would train the same networks again. */
export function isSameSweep(sweep: Sweep, settings: SweepSettings, base: Experiment): boolean {
  const plain = ({ x, y, seeds }: SweepSettings) => JSON.stringify([x, y, seeds]);
  return plain(sweep) === plain(settings) && onSameMap(sweep, sweep.base, base);
}
