export interface CycleStep {
  from: string;
  line: number;
}

/**
 * One cycle for every import that closes one (depth first), as the list of its imports in order.
 */
export function findCycles(edges: ReadonlyMap<string, readonly { to: string; line: number }[]>): CycleStep[][] {
  const cycles: CycleStep[][] = [];
  const finished = new Set<string>();
  const path: CycleStep[] = [];

  const visit = (file: string) => {
    if (finished.has(file)) return;
    for (const { to, line } of edges.get(file) ?? []) {
      path.push({ from: file, line });
      const start = path.findIndex((step) => step.from === to);
      if (start >= 0) cycles.push(path.slice(start));
      else visit(to);
      path.pop();
    }
    finished.add(file);
  };

  for (const file of edges.keys()) visit(file);
  return cycles;
}
