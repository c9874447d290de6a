/** Builds the site into dist/, always or only where a source is newer than it. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
export const distFolder = join(root, "dist");

/** The sources of the built site. */
const SOURCES = ["src", "public", "index.html", "vite.config.ts", "package-lock.json", "scripts"];

/** `options` are of Vite's command line. Throws with the output if the build fails. */
export function build(...options) {
  // Vitest sets NODE_ENV to "test", which would put React's development build into the site.
  const { NODE_ENV, VITEST, ...environment } = process.env;
  const result = spawnSync(
    process.execPath,
    [join(root, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn", ...options],
    {
      cwd: root,
      env: environment,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const output = `${result.stdout ?? ""}${result.stderr ?? ""}`.trim();
  if (result.status !== 0) throw new Error(`The build failed.\n${output || result.error}`);
  if (output) console.log(output);
}

export function buildIfStale() {
  const builtAt = existsSync(join(distFolder, "index.html")) ? statSync(join(distFolder, "index.html")).mtimeMs : 0;
  if (SOURCES.some((source) => newestChange(join(root, source)) > builtAt)) build();
}

/**
 * The newest modification time at or under a path, in ms. Folders count, so that a removed file is
 * noticed.
 */
function newestChange(path) {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}
