/** More workers do not help: each holds its own copy of the data. */
const MOST_WORKERS = 8;

/** How many workers share a fleet on the CPU. */
export function cpuWorkers(): number {
  const cores = typeof navigator === "undefined" ? 1 : navigator.hardwareConcurrency || 1;
  return Math.min(cores, MOST_WORKERS);
}
