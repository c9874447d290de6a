import { describe, expect, it } from "vitest";
import { losses } from "../../src/losses";
import { plainSymbol } from "../../src/panels/format/plainSymbol";

describe("a parameter's symbol as plain text", () => {
  it("writes Greek letters and indices", () => {
    expect(plainSymbol("\\gamma")).toBe("γ");
    expect(plainSymbol("w_{+}")).toBe("w+");
    expect(plainSymbol("\\gamma_{-}")).toBe("γ-");
  });

  it("contains no LaTeX and is not empty for any slider of the catalogue", () => {
    for (const { id, sliders } of losses) {
      for (const { symbol } of Object.values<{ symbol: string }>(sliders)) {
        expect(plainSymbol(symbol), `${id}: ${symbol}`).toMatch(/^[^\\{}]+$/);
      }
    }
  });
});
