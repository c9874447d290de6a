import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { Builder } from "selenium-webdriver";
import { findWebKit } from "../../scripts/webkit.mjs";
import { PATIENCE_MS } from "../firefox/firefoxPage";
import type { TestedBrowser } from "./tab";

/** Interval at which the driver is asked whether it is ready. */
const POLL_MS = 100;

/** Starts WebKitGTK's driver on a display without a screen. Throws if it is not installed. */
export async function launchWebKit(): Promise<TestedBrowser> {
  const installed = findWebKit();
  if (installed === undefined) throw new Error("WebKitGTK, its WebDriver or xvfb-run is not installed.");
  const port = await freePort();
  const driver = spawn(installed.display, ["--auto-servernum", installed.driver, `--port=${port}`], {
    stdio: "ignore",
    // A separate process group, so that the display ends with the driver.
    detached: true,
  });
  const address = `http://127.0.0.1:${port}`;
  await isReady(address, driver);
  return {
    // Every session has a new, empty profile. The driver has one session at a time.
    async open(url) {
      const session = await new Builder()
        .usingServer(address)
        .withCapabilities({
          browserName: "MiniBrowser",
          // The test itself waits for the page; waiting for its load event once never ended.
          pageLoadStrategy: "none",
          "webkitgtk:browserOptions": { binary: installed.browser, args: ["--automation"] },
        })
        .build();
      await session.get(url);
      return {
        evaluate: (inPage, argument) => session.executeScript(inPage, argument),
        close: () => session.quit(),
      };
    },
    async close() {
      const closed = once(driver, "close");
      process.kill(-driver.pid!, "SIGTERM");
      await closed;
    },
  };
}

/** A port that was free a moment ago: the driver does not tell which one it has chosen itself. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function isReady(address: string, driver: ChildProcess): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (driver.exitCode === null && Date.now() < end) {
    const answer = await fetch(`${address}/status`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(POLL_MS);
  }
  throw new Error(`WebKit's driver: no answer within ${PATIENCE_MS / 1000} s, exit code ${driver.exitCode}`);
}
