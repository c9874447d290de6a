import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import type { BrowserConfigOptions, ProjectConfig } from "vitest/node";
import { bundledWorkers } from "./scripts/bundledWorkers.ts";
import { chromiumLaunchOptions } from "./scripts/chromium.mjs";
import { compiledMessages } from "./scripts/compiledMessages.ts";
import { contentSecurityPolicy } from "./scripts/contentSecurityPolicy.ts";
import { firstLoadChunk } from "./scripts/firstLoadChunk.ts";
import { katexFonts } from "./scripts/katexFonts.ts";
import { licences } from "./scripts/licences.ts";
import { readPrograms } from "./scripts/readPrograms.ts";

const mainModule = fileURLToPath(new URL("src/main.tsx", import.meta.url));
/** Behind index files: for the workers, the formulas and the cards; all losses but the first; controls of dialogs and popovers; pictures that follow the first paint. */
const later = new RegExp(
  [
    "src/language/(passes/(compile|stabilise|knownTargets|reduction)|source|latex)",
    "@lezer",
    "src/losses/index",
    "src/controls/(Disclosure|LayerWidths|SwitchRow)",
    "src/charts/network",
  ]
    .join("|")
    .replaceAll("/", "[\\\\/]"),
);

/** Work for `npm run test:long`. */
const LONG = "test/**/*.long.*";

const inChromium: BrowserConfigOptions = {
  enabled: true,
  headless: true,
  screenshotFailures: false,
  // A name that is part of another's would find both, as soon as the other is there as well.
  locators: { exact: true },
  provider: playwright({ launchOptions: chromiumLaunchOptions() }),
  instances: [{ browser: "chromium", viewport: { width: 1280, height: 900 } }],
};
/** What a test of parts of the page in a browser needs. */
const browserTest: ProjectConfig = {
  // A loss's first kernel takes a software GPU seconds, and the other page takes its share.
  testTimeout: 60_000,
  // What a page comes to, it comes to late where others take its cores.
  expect: { poll: { timeout: 10_000 } },
  // Once more where a busy machine let a page wait too long: the log says so, and it is red if it fails again.
  retry: 1,
  // The modules of the page come once, not once for each file.
  isolate: false,
  setupFiles: ["test/support/cleanPage.ts"],
  browser: inChromium,
};
/** What a test of the built page needs. */
const pageTest: ProjectConfig = {
  environment: "node",
  testTimeout: 120_000,
  hookTimeout: 120_000,
  retry: 1,
  // Playwright and a Chromium come once for each worker, not once for each file.
  isolate: false,
  // A page mostly waits: two at a time, and no more than that on two cores.
  maxWorkers: 2,
};

export default defineConfig({
  base: "./",
  plugins: [react(), compiledMessages(), readPrograms(), contentSecurityPolicy(), katexFonts(), licences()],
  worker: { format: "es" },
  build: {
    target: "es2023",
    // Every browser of that target preloads modules itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [firstLoadChunk(mainModule, later)],
          includeDependenciesRecursively: false,
        },
      },
    },
  },
  // Found on demand, these would make Vite reload in the middle of a browser test.
  optimizeDeps: {
    // It finds its WebAssembly beside itself.
    exclude: ["onnxruntime-web"],
    include: [
      "@bufbuild/protobuf/wire",
      ...["select", "combobox", "popover", "dialog"].map((part) => `@base-ui/react/${part}`),
      ...["@base-ui/react/csp-provider", "@lingui/core", "@lingui/react", "react/jsx-runtime"],
      ...["d3-array", "axe-core", "katex", "vitest-browser-react"],
      ...["@lezer/common", "@lezer/python", "valibot", "zustand", "zustand/vanilla", "react", "react-dom/client"],
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: ["test/**/*.browser.test.{ts,tsx}", "test/e2e/**", "test/firefox/**"],
          environment: "node",
          // Most files read all losses: once for each worker, not once for each file.
          isolate: false,
          // Whole trainings take seconds on a core that a browser shares.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        plugins: [bundledWorkers()],
        test: {
          name: "browser",
          include: ["test/**/*.browser.test.{ts,tsx}"],
          exclude: [LONG],
          ...browserTest,
        },
      },
      {
        extends: true,
        plugins: [bundledWorkers()],
        test: { name: "browser-long", include: ["test/**/*.long.browser.test.{ts,tsx}"], ...browserTest },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          exclude: ["test/e2e/performance.test.ts", LONG],
          ...pageTest,
        },
      },
      {
        extends: true,
        test: { name: "e2e-long", include: ["test/e2e/**/*.long.test.ts"], ...pageTest },
      },
      {
        extends: true,
        test: {
          name: "firefox",
          include: ["test/firefox/**/*.test.ts"],
          environment: "node",
          // One Firefox at a time, as another browser runs next to it.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          // What takes times wants the machine for itself.
          name: "timing",
          include: ["test/e2e/performance.test.ts"],
          environment: "node",
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
