import { describe, expect, it } from "vitest";
import type { ParameterValue } from "../../../src/language";
import { withDefaults, writtenParameters } from "../../../src/language/python/defaults";
import { pythonLiteral, readLiteral } from "../../../src/language/python/literal";

describe("a value in Python", () => {
  it.each<[ParameterValue, string]>([
    [2, "2.0"],
    [0.25, "0.25"],
    [1e-8, "1e-8"],
    [-3, "-3.0"],
    [null, "None"],
    [true, "True"],
    ["batchmean", '"batchmean"'],
    [[1, 0.5], "[1.0, 0.5]"],
    [[], "[]"],
  ])("%j is written as %s and read back", (value, text) => {
    expect(pythonLiteral(value)).toBe(text);
    expect(readLiteral(text)).toEqual(value);
  });

  it("stays a whole number or a tuple if the source has one", () => {
    expect(pythonLiteral(7, "-100")).toBe("7");
    expect(pythonLiteral(7.5, "1")).toBe("7.5");
    expect(pythonLiteral([4], "(1, 2)")).toBe("(4,)");
    expect(pythonLiteral([4, 5], "(1.0, 2.0)")).toBe("(4.0, 5.0)");
  });

  it("is undefined for an expression", () => {
    for (const text of ["torch.ones(2)", "1 + 1", "eps", "[a, 1]", "f'x'"])
      expect(readLiteral(text), text).toBeUndefined();
  });
});

describe("the defaults of a source", () => {
  const source = `def helper(x, eps=1.0):
    return x

def loss(z, y, *, weight=None, counts=[200, 6000], name="a,b)", k: int = 3, eps=1e-7):
    return helper(z, eps=eps)
`;

  it("are those of its last function, whatever its strings and brackets contain", () => {
    expect(writtenParameters(source)).toEqual([
      { name: "weight", default: null },
      { name: "counts", default: [200, 6000] },
      { name: "name", default: "a,b)" },
      { name: "k", default: 3 },
      { name: "eps", default: 1e-7 },
    ]);
  });

  it("change in place and leave the rest of the text as it is", () => {
    const changed = withDefaults(source, { counts: [1, 2, 3], eps: 0.5, unknown: 4 });
    expect(changed).toBe(source.replace("[200, 6000]", "[1, 2, 3]").replace("eps=1e-7", "eps=0.5"));
  });

  it("are those of __init__ in a class, and of the call in a torch module's text", () => {
    const module =
      "class A(nn.Module):\n    def __init__(self, gamma=2):\n        pass\n    def forward(self, x, y):\n        return x\n";
    expect(withDefaults(module, { gamma: 3 })).toContain("def __init__(self, gamma=3):");
    expect(withDefaults("nn.CTCLoss(blank=0, zero_infinity=False)(x, y)", { blank: 1, zero_infinity: true })).toBe(
      "nn.CTCLoss(blank=1, zero_infinity=True)(x, y)",
    );
  });
});
