/**
 * Finds WebKitGTK, its WebDriver and a display without a screen, and installs them if there are
 * none. Importing this file costs nothing and never throws.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { installDebianPackages, isOnPath } from "./installedBrowser.mjs";

const DRIVER = "WebKitWebDriver";
const DISPLAY = "xvfb-run";
/** Folders of libraries, which on Debian have one folder per architecture. */
const LIBRARIES = ["/usr/lib", "/usr/lib64", "/usr/libexec"];
/** WebKitGTK's own small browser lies among the library's programs. */
const BROWSERS = ["webkit2gtk-4.1/MiniBrowser", "webkitgtk-6.0/MiniBrowser"];

/**
 * Commands that start the driver and a display for it, and the browser's path. Undefined if one is
 * missing.
 * @returns {{ driver: string, display: string, browser: string } | undefined}
 */
export function findWebKit() {
  const browser = findBrowser();
  if (!browser || !isOnPath(DRIVER) || !isOnPath(DISPLAY)) return undefined;
  return { driver: DRIVER, display: DISPLAY, browser };
}

/**
 * Installs Debian's packages if there is no WebKit and this is root on Debian.
 * @returns {boolean} whether there is one now
 */
export function ensureWebKit() {
  if (findWebKit()) return true;
  console.log("No WebKitGTK with WebDriver found; installing one.");
  installDebianPackages("webkit2gtk-driver", "xvfb");
  return findWebKit() !== undefined;
}

function findBrowser() {
  const folders = LIBRARIES.flatMap((folder) => [folder, ...subfolders(folder)]);
  return folders.flatMap((folder) => BROWSERS.map((name) => join(folder, name))).find((path) => existsSync(path));
}

function subfolders(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name));
  } catch {
    return []; // no such folder
  }
}
