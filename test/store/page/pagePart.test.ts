import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import { linkParts } from "../../../src/experiment/link/linkParts";
import { MAX_PACKED_CHARACTERS } from "../../../src/experiment/link/packed";
import { compareReaders, exploreReaders, sweepReaders } from "../../../src/store/page/pageFields";
import { decodePage, encodePage } from "../../../src/store/page/pageLink";
import { defaultPage } from "../../../src/store/page/pageState";
import { anyPage } from "./anyPage";

/** A link whose page's part is any text, as an attacker could make it. */
const linkOf = (text: string | Uint8Array) => `#p=1.${deflateRawSync(text).toString("base64url")}`;
const opened = (settings: unknown) => decodePage(linkOf(JSON.stringify(settings)))!;

const readers = { explore: exploreReaders, compare: compareReaders, sweep: sweepReaders(tutorialExperiment) };
const fields = Object.entries(readers).flatMap(([section, table]) =>
  Object.keys(table).map((key) => [section as keyof typeof readers, key] as const),
);

const hostile: readonly unknown[] = [
  ...["", "x", "9".repeat(1000), 1e308, -1, 1.5, -1e308, 1e-50, 2 ** 53],
  ...[{}, [], [[]], [{}], { x: 1 }, { kind: "sample" }, { kind: "sample", index: 1e9 }, { kind: "free", label: 2 }],
  ...[["pictures", "x"], [0], [0, 0], [0, 99], { column: -1, row: 0 }, { column: 99, row: 0 }, [1, 2, 3]],
];

describe("the page's part of a link", () => {
  it("gives any page back exactly", async () => {
    await fc.assert(
      fc.asyncProperty(anyPage, async (page) => {
        const hash = await encodePage(page);
        expect(linkParts(hash).get("p")?.[0]?.length ?? 0).toBeLessThan(MAX_PACKED_CHARACTERS);
        if (hash === "") expect(page).toEqual(defaultPage);
        else expect(decodePage(hash)).toEqual({ page, language: null, dropped: [] });
      }),
      { numRuns: 300 },
    );
  });

  it("is absent for the page as it opens, and short for one changed setting", async () => {
    expect(await encodePage(defaultPage)).toBe("");
    const { explore } = defaultPage;
    expect(await encodePage({ ...defaultPage, explore: { ...explore, trained: 0 } })).toMatch(/^#p=1\.[\w-]{1,50}$/);
  });

  it.each(fields)("with a bad %s.%s has the page's own there, and names it", (section, key) => {
    for (const value of [...hostile, null, true]) {
      const linked = opened({ [section]: { [key]: value } });
      const given = linked.page[section][key as never];
      const own = defaultPage[section][key as never];
      const isTaken = JSON.stringify(given) === JSON.stringify(value);
      expect(isTaken || JSON.stringify(given) === JSON.stringify(own), `${key}: ${JSON.stringify(value)}`).toBe(true);
      if (!isTaken) {
        expect(linked.dropped.length).toBeGreaterThan(0);
        for (const { path, given: text, used } of linked.dropped) {
          expect(path.startsWith(`${section}.${key}`)).toBe(true);
          expect(text.length + used.length).toBeLessThan(2000);
        }
      }
    }
  });

  it("keeps its good settings next to bad ones", () => {
    const { page, dropped } = opened({ explore: { curveAxis: "logit", easyAbove: 7 }, sweep: { seeds: 3 }, colour: 1 });
    expect(page.explore).toEqual({ ...defaultPage.explore, curveAxis: "logit" });
    expect(page.sweep).toEqual({ ...defaultPage.sweep, seeds: 3 });
    expect(dropped.map(({ path }) => path)).toEqual(["colour", "explore.easyAbove"]);
  });

  it("keeps the known losses of a list, and names a bad one and its bad parameters", () => {
    const losses = [{ id: "hinge", parameters: { margin: 99 } }, { id: "no-such-loss" }, { id: "mse" }];
    const { page, dropped } = opened({ explore: { overlays: losses }, compare: { losses } });
    const kept = [
      { id: "hinge", parameters: {} },
      { id: "mse", parameters: {} },
    ];
    expect(page.explore.overlays).toEqual(kept);
    expect(page.compare.losses).toEqual(kept);
    expect(dropped.map(({ path }) => path)).toEqual([
      "explore.overlays[0].parameters.margin",
      "explore.overlays[1].id",
      "compare.losses[0].parameters.margin",
      "compare.losses[1].id",
    ]);
  });

  it("has two of its own slots in the pair", () => {
    const { page, dropped } = opened({
      compare: { pair: [0, 3], losses: [{ id: "mse" }, { id: "l1" }, { id: "bce" }] },
    });
    expect(page.compare.pair).toEqual([0, 1]);
    expect(dropped.map(({ path }) => path)).toEqual(["compare.pair"]);
  });

  it("has axes that the linked experiment's loss and data have", () => {
    const x = { parameter: "loss.gamma", from: 0, to: 5, count: 3, spacing: "linear" };
    const y = { parameter: "l2", from: 0.001, to: 0.1, count: 3, spacing: "log" };
    expect(opened({ sweep: { axes: { x, y } } }).page.sweep.axes).toEqual({ x, y });
    for (const wrong of [
      { ...x, parameter: "loss.margin" },
      { ...x, to: 1e6 },
      { ...x, from: 6 },
      { ...x, count: 1e6 },
      { ...x, parameter: "l2" },
    ]) {
      const { page, dropped } = opened({ sweep: { axes: { x: wrong, y } } });
      expect(page.sweep.axes).toBeNull();
      expect(dropped).toHaveLength(1);
      expect(dropped[0]!.path).toMatch(/^sweep\.axes\.[xy]$/);
    }
  });

  it("that cannot be read is named, and leaves the experiment", async () => {
    const hash = await encodePage({ ...defaultPage, experiment: { ...tutorialExperiment, epochs: 12 } });
    for (const [part, problem] of [
      ["1.damaged", "damaged"],
      ["2.abcd", "version"],
      [linkOf("{").slice("#p=".length), "not-settings"],
      [linkOf(" ".repeat(8_000_000)).slice("#p=".length), "too-large"],
    ]) {
      const linked = decodePage(`${hash}&p=${part}`)!;
      expect(linked.page).toEqual({ ...defaultPage, experiment: { ...tutorialExperiment, epochs: 12 } });
      expect(linked.dropped).toEqual([expect.objectContaining({ path: "page", problem })]);
    }
  });

  it("of any JSON is handled without an exception, in bounded time, and opens only what the schema allows", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 6 }), fc.constantFrom(...fields), async (json, [section, key]) => {
        for (const text of [json, `{"${section}":${json}}`, `{"${section}":{"${key}":${json}}}`]) {
          const { page } = decodePage(linkOf(text))!;
          const hash = await encodePage(page);
          if (hash !== "") expect(decodePage(hash)).toEqual({ page, language: null, dropped: [] });
        }
      }),
      { numRuns: 200 },
    );
    const many = Array.from({ length: 1000 }, (_, i) => ({ id: `loss${i}`, parameters: { [`p${i}`]: i } }));
    const { dropped } = opened({ explore: { overlays: many } });
    expect(dropped.length).toBeLessThanOrEqual(51);
  });
});
