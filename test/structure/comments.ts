import { parseSync } from "vite";

/** Comments wrap here; code may be as wide as the formatter allows. */
const MOST_COLUMNS = 100;
/** Suppressions of the linter and types in JSDoc. */
const READ_BY_TOOLS = /biome-ignore|@param|@returns/;
/** Folders and files that a comment may name by path. */
const PATH = /(?:^|[\s`(])((?:src|test|scripts|bench|docs|public)\/[\w./-]*\w)/g;

/**
 * Lines with a comment that are too wide, and paths in comments that do not exist, each as
 * `file:line` and what is wrong there. `exists` receives a path from the repository's root. May be
 * wider: a line that is a single word (an address, say), and what a tool reads as one line.
 */
export function faultsInComments(path: string, text: string, exists: (path: string) => boolean): string[] {
  const faults: string[] = [];
  const lines = text.split("\n");
  for (const { value, start, end } of parseSync(path, text).comments) {
    const first = text.slice(0, start).split("\n").length;
    const last = first + text.slice(start, end).split("\n").length - 1;
    for (let number = first; number <= last; number++) {
      const line = lines[number - 1]!;
      const columns = [...line].length;
      if (READ_BY_TOOLS.test(line)) continue;
      const words = line.replace(/^[\s/*]+/, "").split(/\s+/);
      if (columns > MOST_COLUMNS && words.length > 1) {
        faults.push(`${path}:${number} has a comment that is ${columns} columns wide, not ${MOST_COLUMNS}`);
      }
    }
    for (const [, named] of value.matchAll(PATH)) {
      if (!exists(named!)) faults.push(`${path}:${first} names ${named}, which does not exist`);
    }
  }
  return faults;
}
