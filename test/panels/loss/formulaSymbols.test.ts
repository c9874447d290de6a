import { describe, expect, it } from "vitest";
import { formulaLines } from "../../../src/language";
import { type LossDefinition, lossById } from "../../../src/losses";
import { compileDefinition } from "../../../src/losses/compileDefinition";
import { formulaSymbols } from "../../../src/panels/loss/formulaSymbols";

const linesOf = (definition: LossDefinition) => {
  const program = compileDefinition(definition);
  return formulaLines(program.formula, formulaSymbols(definition, program));
};

describe("the symbols of a formula", () => {
  it("are p or z and y for one output, numbered for several classes, named for several tensors", () => {
    const text = (id: string) =>
      linesOf(lossById(id))
        .map(({ latex }) => latex)
        .join(" ");
    expect(text("hinge")).toMatch(/z/);
    expect(text("cross-entropy")).toContain("{z}_{0}");
    expect(text("cross-entropy")).toContain("{z}_{1}");
    expect(text("triplet-margin")).toContain("_{1}");
    expect(text("triplet-margin")).not.toContain("{z}_");
  });
});
