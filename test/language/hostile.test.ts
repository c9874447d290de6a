import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goldenSources, mutatedSource } from "../../scripts/fuzz/mutatedSource";
import { createEvaluator, LossSourceError, numericParameters } from "../../src/language";
import { formulaLines } from "../../src/language/latex/formulaLines";
import { compileLoss } from "../../src/language/passes/compile";
import { emitWgsl } from "../../src/language/wgsl/emitWgsl";
import { withinSteps } from "./countedWork";

/** Four times what the largest text below takes. */
const MAX_STEPS = 1_000_000;

/**
 * Compiles a text and, if it is a loss, creates every form of it. Returns the refusal of a text
 * that is no loss. Throws any other error, TooMuchWorkError among them.
 */
function compileFully(source: string): LossSourceError | undefined {
  try {
    withinSteps(MAX_STEPS, () => {
      const program = compileLoss(source);
      formulaLines(program.formula, { prediction: "p", target: "y" });
      emitWgsl(program.batch);
      createEvaluator(program.batch, Float64Array).evaluate({
        predictions: [Float64Array.of(0.3, 0.6)],
        targets: [Float64Array.of(0, 1)],
        count: 2,
        parameters: numericParameters(program, {}),
      });
    });
    return undefined;
  } catch (refusal) {
    if (!(refusal instanceof LossSourceError)) throw refusal;
    const lines = source.split(/\r\n|\r|\n/);
    expect(refusal.line).toBeGreaterThanOrEqual(1);
    expect(refusal.line).toBeLessThanOrEqual(lines.length);
    expect(refusal.column).toBeGreaterThanOrEqual(1);
    expect(refusal.message).not.toBe("");
    return refusal;
  }
}

const loss = (...lines: string[]) => `def loss(p, y):\n${lines.map((line) => `    ${line}\n`).join("")}`;
const repeated = (line: string, count: number) => Array.from({ length: count }, () => line);

/** [name, text, line and construct of the refusal]. */
const refused: [name: string, source: string, line: number, construct: string][] = [
  [
    "thirty helpers that call each other twice",
    `def f0(x):\n    return x\n${Array.from({ length: 30 }, (_, i) => `def f${i + 1}(x):\n    return f${i}(x) + f${i}(x)\n`).join("")}${loss("return f30(p).mean()")}`,
    4,
    "too large",
  ],
  [
    "a tuple that doubles forty times",
    loss("a = (p,)", ...repeated("a = a + a", 40), "return sum(a).mean()"),
    12,
    "too large",
  ],
  [
    "logarithms of thousands of products",
    loss("s = torch.sigmoid(p)", ...repeated("s = s * s", 3300), "return torch.log(s).mean()"),
    1,
    "too large",
  ],
  ["twenty thousand minus signs", loss(`return (${"-".repeat(20_000)}p).mean()`), 2, "too deep"],
  ["twenty thousand terms", loss(`return (p${"+p".repeat(20_000)}).mean()`), 2, "too deep"],
  [
    "two hundred ifs inside one another",
    `def loss(p, y):\n${Array.from({ length: 200 }, (_, i) => `${" ".repeat(i + 1)}if True:\n`).join("")}${" ".repeat(201)}return p.mean()\n`,
    60,
    "too deep",
  ],
  [
    "a method that calls forward",
    "class L(nn.Module):\n    def g(self, p):\n        return self.forward(p, p)\n    def forward(self, p, y):\n        return self.g(p)\n",
    3,
    "recursion",
  ],
  [
    "an __init__ that makes its own class",
    "class L(nn.Module):\n    def __init__(self):\n        self.a = L()\n    def forward(self, p, y):\n        return p.mean()\n",
    3,
    "recursion",
  ],
  [
    "a default that calls its own function",
    "def g(a=g()):\n    return 1\ndef loss(p, y):\n    return p.mean() * g()\n",
    1,
    "recursion",
  ],
  ["a number of fifty thousand digits", loss(`return p.mean() + ${"1".repeat(49_000)}`), 2, "number"],
  ["a keyword named __proto__", loss("return p.mean(__proto__=1)"), 2, "unknown keyword"],
  ["an attribute named __proto__", loss("return torch.__proto__(p)"), 2, "unknown function"],
  ["an attribute named hasOwnProperty", loss("return p.hasOwnProperty(1)"), 2, "unknown method"],
  ["a name that every object has", loss("return toString"), 2, "undefined name"],
  ["Python's max of a tensor", loss("return max(0, 1 - p * y).mean()"), 2, "if on a tensor"],
  ["collected arguments only", "def loss(*args, **kwargs):\n    return args[0].mean()\n", 1, "arguments"],
];

describe.each(refused)("%s", (_name, source, line, construct) => {
  it("is refused at the right line without much work", () => {
    const refusal = compileFully(source);
    expect({ line: refusal?.line, construct: refusal?.construct }).toEqual({ line, construct });
  });
});

const wanted = 0.45 - 0.5;
/** Each text is the mean of p − y, 0.45 − 0.5. */
const accepted: [name: string, source: string][] = [
  ["CRLF line ends", "def loss(p, y):\r\n    d = p - y\r\n    return d.mean()\r\n"],
  ["a byte order mark", `\uFEFF${loss("return (p - y).mean()")}`],
  ["a decorator that changes nothing", "@torch.jit.script\ndef loss(p, y):\n    return (p - y).mean()\n"],
  ["collected arguments", "def loss(p, y, *args, **kwargs):\n    return (p - y).mean()\n"],
  ["tabs", "def loss(p, y):\n\td = p - y\n\treturn d.mean()\n"],
  ["a line continued by a backslash", loss("d = p \\", "    - y", "return d.mean()")],
  ["identifiers that are not ASCII", loss("größe = p - y", "损失 = größe", "return 损失.mean()")],
  [
    "two thousand elif",
    loss(
      "a = 1",
      "if a == 0:",
      "    pass",
      ...Array.from({ length: 2_000 }, (_, i) => `elif a<-${i}: pass`),
      "return (p - y).mean()",
    ),
  ],
  [
    "a class without super().__init__()",
    "class L(nn.Module):\n    def __init__(this, k=1.0):\n        this.k = k\n    def forward(me, p, y):\n        return me.k * (p - y).mean()\n",
  ],
  [
    "keyword-only arguments with default expressions",
    "def loss(p, y, *, k=2 ** 3 / 8, j=-(1 - 1.)):\n    return k * (p - y).mean() + j\n",
  ],
  [
    "nested functions that see names set later",
    loss("def inner(a):", "    return a * k", "k = 1.0", "return inner(p - y).mean()"),
  ],
  ["a local named like torch", loss("torch = p - y", "return torch.mean()")],
  ["an f-string with braces", loss("assert p.shape == y.shape, f\"{{{p.shape}}} {'a'}\"", "return (p - y).mean()")],
  [
    "parameters named like members of every object",
    "def loss(p, y, constructor=1.0, toString=0.0):\n    return constructor * (p - y).mean() + toString\n",
  ],
  ["a parameter named __proto__", "def loss(p, y, __proto__=1.0):\n    return __proto__ * (p - y).mean()\n"],
  [
    "attributes named like members of every object",
    "class L(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.hasOwnProperty = 1.0\n        self.__proto__ = 0.0\n    def forward(self, p, y):\n        return self.hasOwnProperty * (p - y).mean() + self.__proto__\n",
  ],
  [
    "a tuple of tuples of tuples",
    loss("a = (float,)", ...repeated("a = (a, a)", 60), "return (p - y).mean() if not isinstance(p, a) else y.mean()"),
  ],
];

describe.each(accepted)("%s", (_name, source) => {
  it("compile as Python reads them", () => {
    const program = compileLoss(source);
    const result = createEvaluator(program.batch, Float64Array).evaluate({
      predictions: [Float64Array.of(0.3, 0.6)],
      targets: [Float64Array.of(0, 1)],
      count: 2,
      parameters: numericParameters(program, {}),
    });
    expect(result.objective).toBeCloseTo(wanted, 12);
    expect(compileFully(source)).toBeUndefined();
  });
});

it("the form of a node used twice, thirty times over, is computed once", () => {
  const squares = repeated("s = s * s", 30);
  const mixes = repeated("t = torch.where(y > 0, t, y * t + (1 - y) * t)", 30);
  const body = ["s = torch.sigmoid(p)", "t = s", ...squares, ...mixes];
  expect(compileFully(loss(...body, "return (torch.log(s) + torch.log(1 - t) + t ** 0.5).mean()"))).toBeUndefined();
});

it("a sum of sums, thirty times over, is split once", () => {
  expect(compileFully(loss("s = p.mean()", ...repeated("s = s + s * 2", 30), "return s"))).toBeUndefined();
});

it("a formula whose text would repeat 2^60 times is cut with dots", () => {
  const text = withinSteps(MAX_STEPS, () => {
    const { formula } = compileLoss(loss("s = p.mean()", ...repeated("s = s + s", 60), "return s"));
    return formulaLines(formula, { prediction: "p", target: "y" })
      .map(({ latex }) => latex)
      .join("");
  });
  expect(text.length).toBeLessThan(10_000);
  expect(text).toContain("\\cdots");
});

describe("any text", () => {
  it("made by moving a loss's tokens is compiled or refused, with no other error", () => {
    fc.assert(
      fc.property(mutatedSource(goldenSources()), (source) => {
        compileFully(source);
      }),
      { numRuns: 400 },
    );
  });

  it("of any characters is refused", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: "binary", maxLength: 200 })), (text) => {
        expect(compileFully(text)).toBeInstanceOf(LossSourceError);
      }),
    );
  });
});

it("two arguments with the same name are refused, as in Python", () => {
  expect(() => compileLoss("def f(a, a):\n    return (a - a).mean()\n")).toThrow(/takes a prediction and a target/);
});
