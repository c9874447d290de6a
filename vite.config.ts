import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import type { BrowserConfigOptions, ProjectConfig } from "vitest/node";
import { bundledWorkers } from "./scripts/bundledWorkers.ts";
import { chromiumLaunchOptions } from "./scripts/chromium.mjs";
import { compiledMessages } from "./scripts/compiledMessages.ts";
import { contentSecurityPolicy } from "./scripts/contentSecurityPolicy.ts";
import { fontSubsets } from "./scripts/fontSubsets.ts";
import { katexFonts } from "./scripts/katexFonts.ts";
import { licences } from "./scripts/licences.ts";
import { readPrograms } from "./scripts/readPrograms.ts";
import { sharedChunk } from "./scripts/sharedChunk.ts";
import { sharedWorkers, workerChunks } from "./scripts/sharedWorkers.ts";

const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));
const mainModule = source("main.tsx");
/** What lists, popovers and dialogs have in common is one chunk. */
const popups = ["PopoverPanel", "SelectList", "LossList", "DialogWindow"].map((name) => source(`controls/${name}.tsx`));
/** What Compare and Sweep have in common is another. */
const fleetViews = ["panels/compare/CompareView.tsx", "panels/sweep/SweepView.tsx"].map(source);
/** The formula and the colours of the code, which follow the first paint everywhere, are a fourth. */
const formulaAndCode = ["FormulaView", "HighlightedCode"].map((name) => source(`panels/loss/panel/${name}.tsx`));
/** Large chunks that several parts import: fetched along with the part, not after it. */
const preloaded = /\/(popup|fleets)-[^/]*$/;
/** What Explore shows after the first paint where there is room for it is a third. */
const afterFirstPaint = [
  "panels/weighing/PointwiseBlocks.tsx",
  "panels/weighing/SampleBlocks.tsx",
  "panels/training/HistoriesView.tsx",
  "panels/experiment/NetworkView.tsx",
].map(source);
/**
 * Modules that the first load imports but uses nothing of: the compiler, and the catalogue behind
 * types and single losses.
 */
const deferred = /src[\\/](?:language[\\/]passes[\\/]compile|losses[\\/]index)/;

const workers = sharedWorkers();

/** Tests that run only with `npm run test:long`. */
const LONG = "test/**/*.long.*";

const inChromium: BrowserConfigOptions = {
  enabled: true,
  headless: true,
  screenshotFailures: false,
  // Otherwise a name that is part of another would match both elements.
  locators: { exact: true },
  provider: playwright({ launchOptions: chromiumLaunchOptions() }),
  instances: [{ browser: "chromium", viewport: { width: 1280, height: 900 } }],
};
/** Options of browser tests of parts of the page. */
const browserTest: ProjectConfig = {
  // A software GPU needs seconds for a loss's first kernel, and longer on a busy machine.
  testTimeout: 120_000,
  // The page updates late while other processes use its cores.
  expect: { poll: { timeout: 10_000 } },
  // Loads the page's modules once, not once per file.
  isolate: false,
  setupFiles: ["test/support/cleanPage.ts"],
  browser: inChromium,
};
/** What tests in Node leave to browsers. */
const inOtherProjects = ["test/**/*.browser.test.{ts,tsx}", "test/{browsers,e2e,firefox}/**"];
/** Options of tests in Node. */
const unitTest: ProjectConfig = {
  environment: "node",
  // Most files read all losses; this way that happens once per worker, not once per file.
  isolate: false,
  setupFiles: ["test/support/checkedLocals.ts"],
  // Whole trainings take seconds on a core shared with a browser.
  testTimeout: 60_000,
};
/** Options of tests of the built page. */
const pageTest: ProjectConfig = {
  environment: "node",
  testTimeout: 120_000,
  hookTimeout: 120_000,
  // Starts Playwright and Chromium once per worker, not once per file.
  isolate: false,
  // A page mostly waits, so two run at a time, but not more on two cores.
  maxWorkers: 2,
};

export default defineConfig({
  base: "./",
  plugins: [
    ...[react(), compiledMessages(), readPrograms(), contentSecurityPolicy(), katexFonts(), fontSubsets(), licences()],
    workers.page,
  ],
  worker: {
    format: "es",
    plugins: () => [readPrograms(), workers.worker],
    rolldownOptions: {
      output: { codeSplitting: { groups: workerChunks, includeDependenciesRecursively: false } },
    },
  },
  build: {
    target: "es2023",
    // All browsers of that target preload modules themselves.
    modulePreload: {
      polyfill: false,
      // The list of all would be 0.8 kB of the first load.
      resolveDependencies: (_, files) => files.filter((file) => preloaded.test(file)),
    },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            sharedChunk({ name: "page", entries: [mainModule], neededBy: 1, later: deferred }),
            sharedChunk({ name: "popup", entries: popups, neededBy: 2 }),
            sharedChunk({ name: "explore", entries: afterFirstPaint, neededBy: 1 }),
            sharedChunk({ name: "formula", entries: formulaAndCode, neededBy: 1 }),
            sharedChunk({ name: "fleets", entries: fleetViews, neededBy: 2, later: /store[\\/]page[\\/]shownPage/ }),
          ],
          includeDependenciesRecursively: false,
        },
      },
    },
  },
  // If these were found on demand, Vite would reload the page in the middle of a browser test.
  optimizeDeps: {
    // It looks for its WebAssembly next to itself.
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
          exclude: [...inOtherProjects, LONG],
          ...unitTest,
        },
      },
      {
        extends: true,
        test: { name: "unit-long", include: ["test/**/*.long.test.ts"], exclude: inOtherProjects, ...unitTest },
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
          // One Firefox at a time, since another browser runs next to it.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: "browsers-long",
          include: ["test/browsers/**/*.test.ts"],
          environment: "node",
          // One browser at a time, so that none waits for the cores.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          // Measures times, so it needs the machine for itself.
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
