/**
 * Makes sure that the locked dependencies are installed before anything that needs them is
 * imported. Uses only Node.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Installs the locked dependencies if node_modules is missing or holds other versions. Ends the
 * process if it cannot.
 */
export function ensureDependencies() {
  requireNode();
  if (installLocked(root)) return;
  console.error("npm ci failed; its message is above. Losscope needs its dependencies to go on.");
  process.exit(1);
}

/**
 * The same for a folder with its own package.json; the path ends with a slash. Reports to stderr,
 * so that a program's output stays clean.
 * @returns {boolean} whether the locked packages are installed now
 */
export function installLocked(folder) {
  const missing = whatIsMissing(folder);
  if (!missing) return true;
  console.error(`${missing}; installing the locked dependencies (npm ci) …`);
  const [command, args] = npmCommand(["ci", "--include=dev", "--no-audit", "--no-fund"]);
  const { status } = spawnSync(command, args, {
    cwd: folder,
    stdio: ["ignore", 2, "inherit"],
    shell: process.platform === "win32" && command === "npm",
  });
  return status === 0;
}

/** The command that starts npm: the one that runs this script, else the one on the PATH. */
export function npmCommand(args) {
  const running = process.env.npm_execpath;
  return running?.endsWith("npm-cli.js") ? [process.execPath, [running, ...args]] : ["npm", args];
}

/** Vite loads its plugins with require(esm), which Node has from 20.19 and 22.12 on. */
function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return;
  console.error(
    `Losscope needs Node 20.19 or later (of the 22 line, 22.12 or later); this is ${process.versions.node}. Get one at https://nodejs.org.`,
  );
  process.exit(1);
}

/**
 * Compares the lock file with npm's own record of what it installed. Packages for other platforms
 * may be absent.
 */
function whatIsMissing(folder) {
  const locked = readLock(`${folder}package-lock.json`);
  if (!existsSync(`${folder}node_modules/.package-lock.json`)) return "node_modules is missing";
  const installed = readLock(`${folder}node_modules/.package-lock.json`);
  for (const [path, entry] of Object.entries(locked)) {
    if (path === "" || (entry.optional && !installed[path])) continue;
    const version = installed[path]?.version;
    if (version !== entry.version) {
      return `node_modules is out of date (${path.replace("node_modules/", "")}: expected ${entry.version}, got ${version ?? "none"})`;
    }
  }
  return undefined;
}

function readLock(path) {
  return JSON.parse(readFileSync(path, "utf8")).packages ?? {};
}
