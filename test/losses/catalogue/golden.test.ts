import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkLosses } from "../../../scripts/golden/checkLosses";
import { lossFixture } from "../../../scripts/golden/fixtures";
import { createCpuGoldenEngine } from "../../../scripts/golden/goldenEngine";
import { readFixture } from "../../../scripts/golden/readFixture";
import { everyLoss } from "./everyLoss";

const path = fileURLToPath(new URL("../../fixtures/golden/losses.json", import.meta.url));
const { cases } = lossFixture(readFixture(path), "losses");
/**
 * Entries that are not losses of the catalogue: penalties on weights, and sums of losses and
 * penalties.
 */
const COMPOSED = ["L1Penalty", "L2Penalty", "Objective"];

const withValues = everyLoss.filter((loss) => loss.golden !== undefined);

describe.each(withValues)("$id", ({ golden }) => {
  const own = cases.filter(({ loss }) => loss === golden);

  it.each(["float64", "cpu"] as const)(
    "has PyTorch's values and gradients under every reduction, on %s",
    async (id) => {
      expect(own.length).toBeGreaterThan(0);
      const rows = await checkLosses({ format: "loss-golden", cases: own }, createCpuGoldenEngine(id));
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({ status: "ok", cases: own.length, unsupported: 0, details: [] });
    },
  );
});

describe.each(COMPOSED)("%s", (name) => {
  const own = cases.filter(({ loss }) => loss === name);

  it.each(["float64", "cpu"] as const)("has PyTorch's values and gradients, on %s", async (id) => {
    expect(own.length).toBeGreaterThan(0);
    const [row] = await checkLosses({ format: "loss-golden", cases: own }, createCpuGoldenEngine(id));
    expect(row).toMatchObject({ status: "ok", unsupported: 0, details: [] });
  });
});

it("the catalogue has every loss of the golden files exactly once", () => {
  const names = withValues.map((loss) => loss.golden!);
  expect([...names, ...COMPOSED].sort()).toEqual([...new Set(cases.map(({ loss }) => loss))].sort());
});
