import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright";
import { chromiumLaunchOptions } from "../../scripts/chromium.mjs";

/** Everything that went wrong on a page or left its origin, in words that name the cause. */
export interface PageProblems {
  consoleErrors: string[];
  pageErrors: string[];
  /** `directive blocked address`, from the page's own policy. */
  policyViolations: string[];
  /** Addresses of requests to another origin, those of the page's own workers included. */
  foreignRequests: string[];
  /** Requests to the page's own origin that failed or got an error status. */
  failedRequests: string[];
}

export interface OpenedPage {
  page: Page;
  problems: PageProblems;
  close: () => Promise<void>;
}

/** What Chromium calls requests that were under way when the page was left or loaded again. */
const CUT_SHORT = "net::ERR_ABORTED";

let browser: Promise<Browser> | undefined;

/**
 * One Chromium with software WebGPU for all pages that a process opens. It ends with the process.
 */
export function launchBrowser(): Promise<Browser> {
  browser ??= chromium.launch(chromiumLaunchOptions());
  return browser;
}

export async function closeBrowser(): Promise<void> {
  const open = browser;
  browser = undefined;
  await (await open)?.close();
}

/**
 * Opens an address in a fresh context and records everything that goes wrong from its first request
 * on.
 */
export async function openPage(url: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const context = await (await launchBrowser()).newContext({
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    ...options,
  });
  const problems: PageProblems = {
    consoleErrors: [],
    pageErrors: [],
    policyViolations: [],
    foreignRequests: [],
    failedRequests: [],
  };
  const { origin } = new URL(url);
  const isForeign = (address: string) => !/^(data|blob):/.test(address) && new URL(address).origin !== origin;

  context.on("request", (request) => {
    if (isForeign(request.url())) problems.foreignRequests.push(request.url());
  });
  context.on("requestfailed", (request) => {
    const error = request.failure()?.errorText;
    if (error !== CUT_SHORT) problems.failedRequests.push(`${request.url()}: ${error}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) problems.failedRequests.push(`${response.url()}: ${response.status()}`);
  });
  context.on("console", (message) => {
    if (message.type() === "error") problems.consoleErrors.push(message.text());
  });
  context.on("weberror", ({ error }) => problems.pageErrors.push(String((error() as Error).stack ?? error())));
  await context.exposeBinding("reportPolicyViolation", (_, violation: string) => {
    problems.policyViolations.push(violation);
  });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
      const report = (globalThis as unknown as { reportPolicyViolation: (violation: string) => void })
        .reportPolicyViolation;
      report(`${effectiveDirective} blocked ${blockedURI}`);
    });
  });

  const page = await context.newPage();
  await page.goto(url, { waitUntil: "load" });
  return { page, problems, close: () => context.close() };
}

/** The record of `openPage` for a page without problems. */
export const NO_PROBLEMS: PageProblems = {
  consoleErrors: [],
  pageErrors: [],
  policyViolations: [],
  foreignRequests: [],
  failedRequests: [],
};
