import puppeteer, { type Browser } from "puppeteer-core";
import { findFirefox } from "../../scripts/firefox.mjs";

/** Starts the Firefox of this machine, without a window. Throws where there is none. */
export function launchFirefox(): Promise<Browser> {
  return puppeteer.launch({ browser: "firefox", executablePath: findFirefox(), headless: true });
}
