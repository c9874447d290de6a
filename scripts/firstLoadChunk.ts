/** Enough of Rolldown's context to follow imports. */
interface ChunkingContext {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/**
 * A chunk group that holds what the page's entry imports statically, directly or indirectly: what
 * the first paint needs anyway. Without it, the bundler makes a chunk of everything that some lazy
 * part shares with the entry, and thirty small files compress worse than one.
 *
 * `entry` is the path of the page's first module. `later` are modules that the entry imports only
 * through an index file, and that only lazy parts use: they stay out of the chunk, which requires
 * `includeDependenciesRecursively: false` next to the groups.
 */
export function firstLoadChunk(entry: string, later: RegExp) {
  let needed: Set<string> | undefined;
  return {
    debugName: "page",
    name: (id: string, context: ChunkingContext): string | null => {
      if (needed === undefined) {
        needed = new Set();
        collect(entry, context, later, needed);
      }
      return needed.has(id) ? "page" : null;
    },
  };
}

function collect(id: string, context: ChunkingContext, later: RegExp, needed: Set<string>): void {
  if (needed.has(id) || later.test(id)) return;
  needed.add(id);
  for (const next of context.getModuleInfo(id)?.importedIds ?? []) collect(next, context, later, needed);
}
