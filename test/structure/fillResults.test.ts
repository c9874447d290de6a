import { describe, expect, it } from "vitest";
import { usesOfFillResults } from "./fillResults";
import { modulesOf } from "./modulesOf";

describe("the modules of src", () => {
  it("use what fill returns only for an array created in the same expression", () => {
    const modules = modulesOf("src");
    expect(modules.size).toBeGreaterThan(8);
    expect([...modules].flatMap(([path, text]) => usesOfFillResults(path, text))).toEqual([]);
  });
});

describe("the rule", () => {
  it.each([
    "const filled = a.subarray(0, 3).fill(0);",
    "const filled = a.fill(0);",
    "a.fill(1, 0, 3).fill(0, 3);",
    "filled = this.#floats.fill(0);",
    "use(a.fill(0));",
    "const f = () => a.fill(0);",
    "function f() { return a.fill(0); }",
    "const b = [...a.fill(0)];",
    "const { length } = a.fill(0);",
    "const b = ready && a.fill(0);",
    "const b = a?.fill(0);",
    "a?.fill(0).sort();",
    'const b = a["fill"](0);',
    "new Float64Array(9).subarray(0, 3).fill(0).sort();",
    "const b = new Float64Array(9).fill(1).fill(0, 3);",
    "const b = a.fill(0)!;",
  ])("refuses %s", (text) => {
    expect(usesOfFillResults("src/a.ts", `\n${text}`)).toEqual([expect.stringMatching(/^src\/a\.ts:2 uses what fill/)]);
  });

  it.each([
    "a.subarray(0, 3).fill(0);",
    "a?.fill(0);",
    "for (const a of arrays) a.fill(0);",
    "if (ready) a.fill(0); else b.fill(1);",
    "const a = new Float32Array(9).fill(1);",
    "const a = Array(9).fill(1);",
    "const a = Array<number>(9).fill(1);",
    "const a = Array.from(b).fill(1);",
    "run(() => new Float32Array(9).fill(1));",
    "code.do(memory.fill(start, value, bytes));",
    "const { fill } = style;",
    'const color = style.fill; const b = "a.fill(0)"; // a.fill(0).sort()',
  ])("allows %s", (text) => {
    expect(usesOfFillResults("src/a.ts", text)).toEqual([]);
  });
});
