/**
 * Installs Deno from npm, whose WebGPU is wgpu: another compiler of WGSL than Chromium's, and the
 * machine's Vulkan driver. Uses only Node.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installLocked } from "./dependencies.mjs";

const FOLDER = fileURLToPath(new URL("golden/deno/", import.meta.url));
const ASK = "Deno.exit((await navigator.gpu?.requestAdapter()) ? 0 : 1)";

/**
 * The path of Deno, after installing it if necessary. Undefined if that fails.
 * @returns {string | undefined}
 */
export function ensureDeno() {
  return installLocked(FOLDER) ? join(FOLDER, "node_modules", ".bin", "deno") : undefined;
}

/**
 * Whether Deno is here and finds a GPU, software adapters included.
 * @returns {boolean}
 */
export function ensureDenoGpu() {
  const deno = ensureDeno();
  if (!deno) return false;
  const { status } = spawnSync(deno, ["eval", "--no-config", "--no-lock", "--unstable-webgpu", ASK], {
    stdio: "ignore",
    shell: process.platform === "win32",
  });
  return status === 0;
}
