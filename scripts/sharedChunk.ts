/** Enough of Rolldown's context to follow imports. */
interface ChunkingContext {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

export interface ChunkOptions {
  name: string;
  entries: readonly string[];
  /**
   * The chunk holds what at least so many of the entries import statically, directly or indirectly.
   */
  neededBy: number;
  /**
   * Modules that the entries import only through an index file, and that only lazy parts use: they
   * stay out of the chunk.
   */
  later?: RegExp;
}

/**
 * A chunk group of modules that are needed together. Without it, the bundler makes a chunk of
 * everything that some lazy part shares with another, and thirty small files compress worse than
 * one. Of several groups that a module fits in, it is in the first. Requires
 * `includeDependenciesRecursively: false` next to the groups.
 */
export function sharedChunk({ name, entries, neededBy, later }: ChunkOptions) {
  let needed: Set<string> | undefined;
  return {
    debugName: name,
    name: (id: string, context: ChunkingContext): string | null => {
      needed ??= common(
        entries.map((entry) => importsOf(entry, context, later)),
        neededBy,
      );
      return needed.has(id) ? name : null;
    },
  };
}

function importsOf(entry: string, context: ChunkingContext, later: RegExp | undefined): Set<string> {
  const found = new Set([entry]);
  for (const id of found) {
    for (const next of context.getModuleInfo(id)?.importedIds ?? []) if (!later?.test(next)) found.add(next);
  }
  return found;
}

/** The ids that are in at least so many of the sets. */
function common(sets: readonly ReadonlySet<string>[], atLeast: number): Set<string> {
  const counts = new Map<string, number>();
  for (const id of sets.flatMap((set) => [...set])) counts.set(id, (counts.get(id) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= atLeast).map(([id]) => id));
}
