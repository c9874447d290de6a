import { systemClock } from "../worker/clock";
import { RunPrefetch } from "../worker/run/prefetch";
import { RunWorker } from "../worker/run/runWorker";
import { watchSpareWork } from "./spareWork";

/** A prefetch with a worker of its own, which trains only while this device has work to spare. */
export function startPrefetch(mayTrain = watchSpareWork()): RunPrefetch {
  return new RunPrefetch({
    startWorker: (onEvent, onDeath) => new RunWorker(onEvent, onDeath),
    setTimer: systemClock.setTimer,
    mayTrain,
  });
}
