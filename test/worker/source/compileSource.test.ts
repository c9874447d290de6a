import { describe, expect, it } from "vitest";
import { compileSource } from "../../../src/worker/source/compileSource";

describe("compileSource", () => {
  it("compiles a source with the given sizes", () => {
    expect(compileSource("def f(p, y, k=2.0):\n    return (k * (p - y) ** 2).mean()\n", {})).toMatchObject({
      program: { name: "f" },
    });
    const classes = { sizes: { prediction: [2], target: [] } };
    expect(compileSource("def f(z, y):\n    return F.cross_entropy(z, y)\n", classes)).toMatchObject({
      program: { predictionColumns: 2, targetColumns: 1 },
    });
  });

  it("refuses another source with its position, and without one if the compiler itself failed", () => {
    expect(compileSource("def f(p, y):\n    return open('x')\n", {})).toMatchObject({
      refusal: { line: 2, construct: expect.any(String), message: expect.any(String) },
    });
    const nothing = undefined as unknown as string;
    expect(compileSource(nothing, {})).toMatchObject({ refusal: { line: 1, column: 1, construct: "unknown" } });
  });
});
