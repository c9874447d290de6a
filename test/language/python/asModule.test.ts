import { describe, expect, it } from "vitest";
import { asModule, moduleName } from "../../../src/language/python/asModule";

describe("the class form of a function", () => {
  it("takes the keywords in __init__ and the tensors in forward", () => {
    expect(
      asModule("def focal_loss(p, y, alpha=0.75, gamma=2):\n    w = (1 - p)**gamma\n    return (alpha * w).mean()\n"),
    ).toBe(`class FocalLoss(nn.Module):
    def __init__(self, alpha=0.75, gamma=2):
        super().__init__()
        self.alpha = alpha
        self.gamma = gamma

    def forward(self, p, y):
        w = (1 - p)**self.gamma
        return (self.alpha * w).mean()`);
  });

  it("has no __init__ if there are no keywords", () => {
    expect(asModule("def l1_loss(p, y):\n    return F.l1_loss(p, y)\n")).toBe(
      "class L1Loss(nn.Module):\n    def forward(self, p, y):\n        return F.l1_loss(p, y)",
    );
  });

  it("leaves the keywords of calls, attributes and strings unchanged", () => {
    const text = asModule(`def f(z, y, weight=None, eps=1e-7):
    # eps
    return F.bce(z, y, weight=weight) + z.eps * eps + "eps"
`);
    expect(text).toContain("        # eps\n");
    expect(text).toContain('return F.bce(z, y, weight=self.weight) + z.eps * self.eps + "eps"');
  });

  it("reads a reassigned keyword from self first", () => {
    const text = asModule("def f(z, y, a=1.0, b=2.0):\n    a = torch.tensor(a)\n    return a * b\n");
    expect(text).toContain(
      "forward(self, z, y):\n        a = self.a\n        a = torch.tensor(a)\n        return a * self.b",
    );
  });

  it("keeps the text before the loss, and a class unchanged", () => {
    const helper = "def square(x):\n    return x * x";
    expect(asModule(`${helper}\n\n\ndef f(z, y, a=1):\n    return a * square(z - y)\n`)).toMatch(
      /^def square\(x\):\n {4}return x \* x\n\n\nclass FLoss\(nn\.Module\):/,
    );
    const module = "class A(nn.Module):\n    def forward(self, x, y):\n        return x";
    expect(asModule(`${module}\n`)).toBe(module);
  });

  it("accepts a body on the header's line", () => {
    expect(asModule("def f(z, y, a=1): return a * z")).toContain("forward(self, z, y):\n        return self.a * z");
  });

  it("is named after the function", () => {
    expect(["huber_loss", "bce_with_logits", "dice"].map(moduleName)).toEqual([
      "HuberLoss",
      "BceWithLogitsLoss",
      "DiceLoss",
    ]);
  });
});
