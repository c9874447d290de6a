export declare function countTests(
  path: string,
  succeeded: boolean,
): { passed: number; failed: number; skipped: number };

/** One line per failure. */
export function failuresOf(path: string): string[];
