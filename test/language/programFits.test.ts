import { describe, expect, it } from "vitest";
import { programFits } from "../../src/language";
import { compileLoss } from "../../src/language/passes/compile";
import { lossById } from "../../src/losses";

describe("a program compiled at some parameters", () => {
  it.each([
    ["sigmoid-focal", { alpha: -1 }, { alpha: 0.25 }],
    ["smooth-l1", { beta: 0 }, { beta: 1 }],
  ] as [string, Record<string, number>, Record<string, number>][])(
    "fits %s on the same side of an if only",
    (id, first, second) => {
      const { source } = lossById(id);
      for (const [own, other] of [
        [first, second],
        [second, first],
      ] as const) {
        const program = compileLoss(source, { parameters: own });
        expect(programFits(program, own)).toBe(true);
        expect(programFits(program, other)).toBe(false);
        expect(programFits(program, { ...own, gamma: 3.5 })).toBe(true);
      }
    },
  );

  it("does not fit if a fixed choice changes or a number becomes another type", () => {
    const program = compileLoss(lossById("bce-logits").source);
    expect(programFits(program, { weight: null })).toBe(true);
    expect(programFits(program, { weight: 2 })).toBe(false);
    expect(programFits(program, { pos_weight: null })).toBe(false);
  });
});
