/** Enough of Rolldown's context to follow imports. */
interface ChunkingContext {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/**
 * A chunk group that holds what the page's entry imports statically, all the way down: what the first paint needs anyway. Left alone, the
 * bundler makes a chunk of everything that some lazy part shares with the entry, and thirty small files compress worse than one.
 */
export function firstLoadChunk(entry: RegExp) {
  let needed: Set<string> | undefined;
  return {
    debugName: "page",
    name: (id: string, context: ChunkingContext): string | null => {
      if (needed === undefined) {
        if (!entry.test(id)) return null;
        needed = new Set();
        collect(id, context, needed);
      }
      return needed.has(id) ? "page" : null;
    },
  };
}

function collect(id: string, context: ChunkingContext, needed: Set<string>): void {
  if (needed.has(id)) return;
  needed.add(id);
  for (const next of context.getModuleInfo(id)?.importedIds ?? []) collect(next, context, needed);
}
