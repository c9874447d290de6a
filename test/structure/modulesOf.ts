import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The TypeScript modules in a folder: path from the project's root → text. Leaves out packages: the
 * benchmarks install some in folders of their own.
 */
export function modulesOf(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) => /\.(tsx?|m[jt]s)$/.test(path) && !/(^|[\\/])node_modules[\\/]/.test(path),
  );
  return new Map(
    paths.sort().map((path) => [`${folder}/${path.replaceAll("\\", "/")}`, readFileSync(join(folder, path), "utf8")]),
  );
}
