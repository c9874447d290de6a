import puppeteer, { type Browser } from "puppeteer-core";
import { findFirefox } from "../../scripts/firefox.mjs";

/**
 * Starts this machine's Firefox without a window, with these of its preferences set. Throws if
 * there is none.
 */
export function launchFirefox(extraPrefsFirefox: Record<string, number> = {}): Promise<Browser> {
  return puppeteer.launch({ browser: "firefox", executablePath: findFirefox(), headless: true, extraPrefsFirefox });
}
