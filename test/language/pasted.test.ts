import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkSources } from "../../scripts/golden/checkSources";
import { createCpuGoldenEngine } from "../../scripts/golden/goldenEngine";
import { sourceFixture } from "../../scripts/golden/sourceFixtures";

/** Losses as people paste them, with PyTorch's values: see test/fixtures/golden/ORIGIN.md. */
const engine = createCpuGoldenEngine("float64");
const fixture = (file: string) =>
  sourceFixture(JSON.parse(readFileSync(new URL(`../fixtures/golden/${file}`, import.meta.url), "utf8")), file);

describe.each(["pasted.json", "pastedMore.json", "sources.json"])("the texts of %s", (file) => {
  it("are read as PyTorch runs them, or refused where and as the file says", async () => {
    const rows = await checkSources(fixture(file), engine);
    expect(rows.flatMap(({ name, details }) => details.map((detail) => `${name}: ${detail}`))).toEqual([]);
    expect(rows.length).toBeGreaterThan(20);
  });
});
