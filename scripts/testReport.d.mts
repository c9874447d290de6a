export declare function countTests(
  path: string,
  succeeded: boolean,
): { passed: number; failed: number; skipped: number };
