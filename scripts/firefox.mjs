/**
 * Finds the Firefox that tests run in, and installs one if there is none. Importing this file costs
 * nothing and never throws.
 */
import { existsSync } from "node:fs";
import { findInstalled, installDebianPackages } from "./installedBrowser.mjs";

const PLACES = {
  commands: ["firefox-esr", "firefox"],
  macApplications: ["Firefox.app/Contents/MacOS/firefox"],
  windowsPrograms: ["Mozilla Firefox\\firefox.exe"],
};

const MISSING = "No Firefox found. Install Firefox, or set FIREFOX_PATH to one.";

/**
 * FIREFOX_PATH or an installed Firefox. Throws if there is none.
 * @returns {string}
 */
export function findFirefox() {
  const found = process.env.FIREFOX_PATH || findInstalled(PLACES);
  if (!found) throw new Error(MISSING);
  if (!existsSync(found)) throw new Error(`FIREFOX_PATH names ${found}, which does not exist.`);
  return found;
}

/**
 * `findFirefox()`, after installing Debian's package if there is none and this is root on Debian.
 * @returns {string}
 */
export function ensureFirefox() {
  if (!process.env.FIREFOX_PATH && !findInstalled(PLACES)) {
    console.log("No Firefox found; installing one (set FIREFOX_PATH to use one of your own).");
    installDebianPackages("firefox-esr");
  }
  return findFirefox();
}
