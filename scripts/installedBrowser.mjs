/**
 * Finds the browsers that are installed on a machine, and installs Debian's packages. Uses only
 * Node.
 */
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, readSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** A script that starts a snap names it in its first lines. */
const SCRIPT_BYTES = 4096;

/**
 * The first installed browser that `places` names: commands on the path, in the usual folders and
 * in `folders`; applications of macOS; programs of Windows. Undefined if there is none.
 * @param {{ commands: string[], folders?: string[], macApplications: string[], windowsPrograms: string[] }} places
 * @returns {string | undefined}
 */
export function findInstalled(places) {
  return candidates(places).find(isUsable);
}

function candidates({ commands, folders = [], macApplications, windowsPrograms }) {
  if (process.platform === "darwin") {
    const roots = ["/Applications", join(homedir(), "Applications")];
    return roots.flatMap((root) => macApplications.map((application) => join(root, application)));
  }
  if (process.platform === "win32") {
    const roots = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA];
    return roots.flatMap((root) => (root ? windowsPrograms.map((program) => join(root, program)) : []));
  }
  const roots = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/usr/local/bin", ...folders];
  return commands.flatMap((command) => roots.filter(Boolean).map((root) => join(root, command)));
}

/**
 * A browser in a snap cannot read the profile directory that a test makes. On Ubuntu
 * chromium-browser and firefox are scripts that start one.
 */
function isUsable(path) {
  if (!existsSync(path)) return false;
  if (process.platform !== "linux") return true;
  try {
    return !realpathSync(path).includes("/snap") && !startOf(path).includes("/snap/bin");
  } catch {
    return false;
  }
}

function startOf(path) {
  const file = openSync(path);
  try {
    const bytes = Buffer.alloc(SCRIPT_BYTES);
    return bytes.subarray(0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

/**
 * Installs Debian packages if this is Debian and the user is root. Prints each step.
 * @param {string[]} names
 * @returns {boolean} whether they are installed now
 */
export function installDebianPackages(...names) {
  if (!isRoot() || !isDebian()) return false;
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  if (run("apt-get", ["update"], quiet) && run("apt-get", ["install", "-y", ...names], quiet)) return true;
  console.log(`Debian's ${names.join(" and ")} could not be installed.`);
  return false;
}

export function isRoot() {
  return process.getuid?.() === 0;
}

/** Debian itself: Ubuntu's packages of the same names only start snaps. */
function isDebian() {
  try {
    return isOnPath("apt-get") && /^ID=(debian|raspbian)$/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}

/** @param {string} command */
export function isOnPath(command) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, command)));
}

/** Prints a command, runs it with its output shown, and returns whether it succeeded. */
export function run(command, args, environment = {}) {
  const shown = command === process.execPath ? ["npx", "playwright", ...args.slice(1)] : [command, ...args];
  console.log(`> ${shown.join(" ")}`);
  const { status } = spawnSync(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...environment },
  });
  return status === 0;
}
