export declare function countTests(
  path: string,
  succeeded: boolean,
): { passed: number; failed: number; skipped: number };

/** What failed, a line each. */
export function failuresOf(path: string): string[];
