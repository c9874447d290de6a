import puppeteer, { type Browser } from "puppeteer-core";
import { findFirefox } from "../../scripts/firefox.mjs";

/** Starts this machine's Firefox without a window. Throws if there is none. */
export function launchFirefox(): Promise<Browser> {
  return puppeteer.launch({ browser: "firefox", executablePath: findFirefox(), headless: true });
}
