/**
 * Finds the Chromium that tests and pictures run in, and installs one if there is none. Importing
 * this file costs nothing and never throws.
 */
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findInstalled, installDebianPackages, isOnPath, isRoot, run } from "./installedBrowser.mjs";

/**
 * A newer Chromium draws the suggestions of its address bar as pages of its own, loaded anew with
 * every window that opens, headless too: 1.4 s of work that tests and measurements would share
 * their cores with.
 */
const ADDRESS_BAR = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"];
/** Playwright's own list, which ours replaces: Chromium uses only the last `--disable-features`. */
const DISABLED_BY_PLAYWRIGHT = [
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "TcpPortRandomizationWin",
  "ThirdPartyStoragePartitioning",
  "msEdgeUpdateLaunchServicesPreferredVersion",
  "msForceBrowserSignIn",
];

/**
 * `--enable-unsafe-webgpu` makes the software adapter available, in pages and in workers, on
 * machines without a GPU.
 */
export const chromiumArguments = [
  "--no-sandbox",
  "--enable-unsafe-webgpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  `--disable-features=${[...DISABLED_BY_PLAYWRIGHT, ...ADDRESS_BAR].join(",")}`,
];

/** Where Chromium, Chrome and Edge are installed. */
const PLACES = {
  commands: [
    "chromium",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
    "chromium-browser",
  ],
  folders: ["/opt/google/chrome"],
  macApplications: [
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  windowsPrograms: [
    "Google\\Chrome\\Application\\chrome.exe",
    "Chromium\\Application\\chrome.exe",
    "Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

/**
 * The first of: CHROMIUM_PATH, an installed Chromium, Chrome or Edge, Playwright's own. Undefined
 * if there is none.
 * @returns {string | undefined}
 */
export function findChromium() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return chosen;
  return findInstalled(PLACES) ?? playwrightChromium();
}

/**
 * Options for Playwright's `launch`: the Chromium that was found and the arguments. Without a
 * Chromium, Playwright says how to install its own.
 * @returns {{ executablePath?: string, args: string[] }}
 */
export function chromiumLaunchOptions() {
  const executablePath = findChromium();
  return { ...(executablePath && { executablePath }), args: chromiumArguments };
}

/**
 * `findChromium()`, after installing one if necessary: Debian's package as root on Debian, else
 * Playwright's. Prints each step.
 * @returns {string}
 */
export function ensureChromium() {
  const found = findChromium();
  if (found) {
    if (!existsSync(found)) throw new Error(`CHROMIUM_PATH names ${found}, which does not exist.`);
    return found;
  }
  console.log("No Chromium, Chrome or Edge found; installing one (set CHROMIUM_PATH to use one of your own).");
  if (installDebianPackages("chromium")) {
    const installed = findChromium();
    if (installed) return installed;
    console.log("Debian's package brought no Chromium; trying Playwright's.");
  }
  // Also installs the system libraries that Chromium needs if that takes no password.
  const withLibraries = isRoot() && isOnPath("apt-get") ? ["--with-deps"] : [];
  const root = fileURLToPath(new URL("..", import.meta.url));
  run(process.execPath, [join(root, "node_modules/playwright/cli.js"), "install", ...withLibraries, "chromium"]);
  const installed = findChromium();
  if (installed) return installed;
  throw new Error("No Chromium could be installed. Install Chromium, Chrome or Edge, or set CHROMIUM_PATH to one.");
}

/**
 * Playwright takes a while to load, so it is imported only if its browser folder holds a Chromium.
 */
function playwrightChromium() {
  try {
    if (!readdirSync(playwrightFolder()).some((name) => name.startsWith("chromium-"))) return undefined;
    const path = createRequire(import.meta.url)("playwright").chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined; // no such folder, or no node_modules yet
  }
}

function playwrightFolder() {
  const chosen = process.env.PLAYWRIGHT_BROWSERS_PATH;
  if (chosen === "0") return fileURLToPath(new URL("../node_modules/playwright-core/.local-browsers", import.meta.url));
  if (chosen) return chosen;
  if (process.platform === "darwin") return join(homedir(), "Library/Caches/ms-playwright");
  if (process.platform === "win32") return join(process.env.LOCALAPPDATA ?? homedir(), "ms-playwright");
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "ms-playwright");
}
