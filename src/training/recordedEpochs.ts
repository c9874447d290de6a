/** Up to here every epoch is recorded. */
const ALL_UP_TO = 2000;

/**
 * Whether an epoch is evaluated and recorded: each of the first 2,000, then every second up to
 * 4,000, every fourth up to 8,000 and so on. A run of 100,000 epochs has about 7,500 records,
 * evaluation never dominates training for long, and which epochs are recorded does not depend on
 * the machine's speed. A run's last epoch is always recorded.
 */
export function recordsEpoch(epoch: number): boolean {
  let stride = 1;
  for (let bound = ALL_UP_TO; epoch > bound; bound *= 2) stride *= 2;
  return epoch % stride === 0;
}
