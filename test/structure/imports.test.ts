import { describe, expect, it } from "vitest";
import { brokenRules, importCycles } from "./importRules";
import { modulesOf } from "./modulesOf";

describe("the imports of src", () => {
  it("point one way without cycles, and only the folders that own the page, D3, WebGPU and the worker use them", () => {
    const modules = modulesOf("src");
    expect(modules.size).toBeGreaterThan(8);
    expect(brokenRules(modules)).toEqual([]);
  });
});

describe("the imports of scripts, bench and test", () => {
  it.each(["scripts", "bench", "test"])("have no cycle in %s", (folder) => {
    const modules = modulesOf(folder);
    expect(modules.size).toBeGreaterThan(8);
    expect(importCycles(modules)).toEqual([]);
  });
});

describe("the rules", () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      "refuse an import that points up",
      { "src/language/a.ts": "\nimport { b } from '../store/b';", "src/store/b.ts": "export const b = 1;" },
      ["src/language/a.ts:2 imports ../store/b: src/language may import from wasm, not from store"],
    ],
    [
      "count a type import as an import",
      { "src/engine/a.ts": "import type { P } from '../panels/P';", "src/panels/P.tsx": "export type P = 1;" },
      [
        "src/engine/a.ts:1 imports ../panels/P: src/engine may import from wasm, language, losses, optimizers, datasets, experiment, metrics, not from panels",
      ],
    ],
    [
      "let charts have the engine's types",
      {
        "src/charts/a.ts": "import { type E } from '../engine/e'; import type { W } from '../worker/w';",
        "src/engine/e.ts": "export type E = 1;",
        "src/worker/w.ts": "export type W = 1;",
      },
      [],
    ],
    [
      "keep the engine's values from charts",
      { "src/charts/a.ts": "import { e } from '../engine/e';", "src/engine/e.ts": "export const e = 1;" },
      ["src/charts/a.ts:1 imports ../engine/e: src/charts may import types alone from src/engine"],
    ],
    [
      "keep the store from controls",
      { "src/controls/a.tsx": "const s = await import('../store');", "src/store/index.ts": "export const s = 1;" },
      [
        "src/controls/a.tsx:1 imports ../store: src/controls may import from language, losses, optimizers, datasets, experiment, metrics, engine types, training types, worker types, styles, scheduling, gestures, i18n, not from store",
      ],
    ],
    [
      "see a type named in passing and a re-export",
      {
        "src/losses/a.ts": "export type T = import('../engine/e').E;\nexport * from '../app/b';",
        "src/engine/e.ts": "export type E = 1;",
        "src/app/b.ts": "export const b = 1;",
      },
      [
        "src/losses/a.ts:1 imports ../engine/e: src/losses may import from language, not from engine",
        "src/losses/a.ts:2 imports ../app/b: src/losses may import from language, not from app",
      ],
    ],
    [
      "find a cycle of files, types included",
      {
        "src/losses/a.ts": "\n\nimport type { B } from './b';\nexport type A = B;",
        "src/losses/b.ts": "import { c } from './c';\nexport type B = typeof c;",
        "src/losses/c.ts": "\nimport type { A } from './a';\nexport const c = (a: A) => a;",
      },
      ["src/losses/a.ts:3 → src/losses/b.ts:1 → src/losses/c.ts:2 → back: a cycle"],
    ],
    [
      "want a line for a new folder",
      { "src/lessons/a.ts": "import { b } from '../language/b';", "src/language/b.ts": "export const b = 1;" },
      [
        "src/lessons/a.ts:1 imports ../language/b: src/lessons has no line in test/structure/importRules.ts; say there what it may import",
      ],
    ],
    [
      "leave D3 to charts",
      {
        "src/charts/a.ts": "import { line } from 'd3-shape';",
        "src/panels/b.tsx": "import { scaleLinear } from 'd3-scale';",
        "src/store/csv.ts": "import { csvFormatRow } from 'd3-dsv';",
        "src/metrics/quantile.ts": "import { quantileSorted } from 'd3-array';",
        "src/metrics/auc.ts": "import { sum } from 'd3-array';",
        "src/charts/c.ts": "import { csvParse } from 'd3-dsv';",
      },
      [
        "src/panels/b.tsx:1 imports d3-scale: only src/charts imports D3",
        "src/metrics/auc.ts:1 imports d3-array: only src/charts imports D3",
        "src/charts/c.ts:1 imports d3-dsv: only src/store/csv.ts imports d3-dsv: it loads with an export",
      ],
    ],
    [
      "keep React from the store and all below it",
      {
        "src/store/a.ts": "import { create } from 'zustand';\nimport { createStore } from 'zustand/vanilla';",
        "src/worker/b.ts": "import { useState } from 'react';",
        "src/engine/c.ts": "import { createStore } from 'zustand/vanilla';",
        "src/panels/d.tsx": "import { useStore } from 'zustand';\nimport { useState } from 'react';",
      },
      [
        "src/store/a.ts:1 imports zustand: the store is a vanilla store: import from zustand/vanilla",
        "src/worker/b.ts:1 imports react: src/worker works without a page",
        "src/engine/c.ts:1 imports zustand/vanilla: state is kept by src/store, above this folder",
      ],
    ],
    [
      "keep the page from all below the store",
      {
        "src/metrics/a.ts": "const size = 1;\ndocument.title = String(size);",
        "src/app/b.ts": "window.scrollTo(0, 0);",
      },
      ["src/metrics/a.ts:2 reaches for the page: src/metrics works without one"],
    ],
    [
      "leave navigator.gpu to the WebGPU engine, however it is named",
      {
        "src/engine/webgpu/a.ts": "export const gpu = navigator.gpu;",
        "src/engine/b.ts": "export const a = (self.navigator as unknown as { gpu: unknown }).gpu;",
        "src/worker/c.ts":
          "const { gpu } = navigator;\nexport const has = 'gpu' in navigator; // navigator.gpu in words is harmless",
      },
      [
        "src/engine/b.ts:1 names navigator.gpu: only src/engine/webgpu does",
        "src/worker/c.ts:1 names navigator.gpu: only src/engine/webgpu does",
        "src/worker/c.ts:2 names navigator.gpu: only src/engine/webgpu does",
      ],
    ],
    [
      "leave the worker's construction to src/worker",
      {
        "src/worker/run/client.ts": "new Worker(new URL('./t.worker.ts', import.meta.url));",
        "src/store/a.ts": "export const w = new globalThis.Worker('x');",
        "src/engine/b.ts": "import W from './w?worker';",
      },
      [
        "src/store/a.ts:1 constructs a worker: only src/worker does",
        "src/engine/b.ts:1 constructs a worker: only src/worker does",
      ],
    ],
  ])("%s", (_, files, expected) => {
    expect(brokenRules(new Map(Object.entries(files)))).toEqual(expected);
  });
});
