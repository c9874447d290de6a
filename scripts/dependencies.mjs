/** Makes sure the locked dependencies are there before anything that needs them is imported. Uses Node alone. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Installs the locked dependencies where node_modules is missing or holds other versions. Ends the process where it cannot. */
export function ensureDependencies() {
  requireNode();
  const missing = whatIsMissing();
  if (!missing) return;
  console.log(`${missing}; installing the locked dependencies (npm ci) …`);
  const [command, args] = npmCommand(["ci", "--include=dev", "--no-audit", "--no-fund"]);
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32" && command === "npm",
  });
  if (status === 0) return;
  console.error("npm ci failed; its message is above. Losscope needs its dependencies to go on.");
  process.exit(1);
}

/** How to start npm: the one that runs this script, else the one on the path. */
export function npmCommand(args) {
  const running = process.env.npm_execpath;
  return running?.endsWith("npm-cli.js") ? [process.execPath, [running, ...args]] : ["npm", args];
}

/** Vite loads its plugins with require(esm): Node 20.19, 22.12 and later have it. */
function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return;
  console.error(
    `Losscope needs Node 20.19 or later (of the 22 line, 22.12 or later); this is ${process.versions.node}. Get one at https://nodejs.org.`,
  );
  process.exit(1);
}

/** Compares the lock file with npm's own record of what it installed; packages for other platforms may be absent. */
function whatIsMissing() {
  const locked = readLock("package-lock.json");
  if (!existsSync(`${root}node_modules/.package-lock.json`)) return "node_modules is missing";
  const installed = readLock("node_modules/.package-lock.json");
  for (const [path, entry] of Object.entries(locked)) {
    if (path === "" || (entry.optional && !installed[path])) continue;
    const version = installed[path]?.version;
    if (version !== entry.version) {
      return `node_modules is out of date (${path.replace("node_modules/", "")}: expected ${entry.version}, got ${version ?? "none"})`;
    }
  }
  return undefined;
}

function readLock(name) {
  return JSON.parse(readFileSync(root + name, "utf8")).packages ?? {};
}
