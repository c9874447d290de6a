import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The TypeScript modules in a folder: path from the project's root → text. */
export function modulesOf(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    /\.(tsx?|m[jt]s)$/.test(path),
  );
  return new Map(
    paths.sort().map((path) => [`${folder}/${path.replaceAll("\\", "/")}`, readFileSync(join(folder, path), "utf8")]),
  );
}
