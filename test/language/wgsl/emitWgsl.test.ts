import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { numericParameters } from "../../../src/language";
import { compileLoss } from "../../../src/language/passes/compile";
import { sigmoidHead, withHead } from "../../../src/language/passes/heads";
import { emitWgsl } from "../../../src/language/wgsl/emitWgsl";
import { compileDefinition, type LossDefinition, losses } from "../../../src/losses";

const accepted = (
  JSON.parse(readFileSync(new URL("../../fixtures/golden/sources.json", import.meta.url), "utf8")) as {
    accepted: { id: string; entry: string; source: string; input: string; cases: { parameters?: object }[] }[];
  }
).accepted.filter((source) => source.input !== "class logits");

const table: readonly LossDefinition[] = losses;
const programs = [
  ...table
    .filter((loss) => loss.module === undefined)
    .map((loss) => ({ id: loss.id, program: compileDefinition(loss) })),
  ...accepted.map(({ id, source, entry, cases }) => ({
    id,
    program: compileLoss(source, { entry, parameters: { ...cases[0]!.parameters } }),
  })),
];

const builtins = new Set(
  "let select max min abs sign sqrt sin cos atan atan2 floor ceil round true false f32 fn return".split(" "),
);
const names = (text: string) => text.match(/[A-Za-z_]\w*/g)?.filter((name) => !/^(f|e)$/.test(name)) ?? [];
const withoutNumbers = (text: string) => text.replace(/(?<![\w])\d[\d.]*(e[+-]?\d+)?f?/g, " ");

describe.each(programs)("the WGSL of $id", ({ program }) => {
  const emitted = emitWgsl(program.batch);

  it("uses only names that are declared before", () => {
    const functions = [...emitted.functions.matchAll(/fn (\w+)\(/g)].map((match) => match[1]!);
    expect(new Set(functions).size).toBe(functions.length);
    const columns = (name: string, count: number) => Array.from({ length: count }, (_, k) => `${name}${k || ""}`);
    const known = new Set([
      ...builtins,
      ...functions,
      "batch_size",
      ...columns("prediction", emitted.predictionColumns),
      ...columns("target_value", emitted.targetColumns),
    ]);
    for (let i = 0; i < emitted.uniformCount; i++) known.add(`uniform_${i}`);
    for (const [index, pass] of emitted.passes.entries()) {
      const local = new Set(known);
      for (const line of pass.statements.split("\n").filter((text) => text !== "")) {
        const [, name, expression] = /^let (\w+) = (.*);$/.exec(line)!;
        for (const used of names(withoutNumbers(expression!))) expect(local, line).toContain(used);
        expect(local).not.toContain(name);
        local.add(name!);
      }
      for (const { expression, result } of pass.reductions) {
        for (const used of names(withoutNumbers(expression))) expect(local).toContain(used);
        known.add(result);
      }
      for (const { key, value, result } of emitted.rankings.filter((ranking) => ranking.pass === index)) {
        for (const used of names(withoutNumbers(`${key} ${value}`))) expect(local).toContain(used);
        known.add(result);
      }
      if (pass === emitted.passes.at(-1)) {
        for (const used of names(withoutNumbers(emitted.gradients.join(" "))))
          expect(new Set([...local, ...known])).toContain(used);
      }
    }
    for (const used of names(withoutNumbers(emitted.objective))) expect(known).toContain(used);
  });

  it("has a uniform for each number that depends on parameters alone", () => {
    const parameters = Object.fromEntries(program.parameters.map(({ name }) => [name, 0.5]));
    expect(emitted.uniforms({ ...parameters, ...numericParameters(program, {}) })).toHaveLength(emitted.uniformCount);
  });
});

describe("passes", () => {
  it("number one for a loss that is a mean, and two for Dice", () => {
    expect(emitWgsl(compileLoss(losses[0].source).batch).passes).toHaveLength(1);
    const dice = emitWgsl(
      compileLoss("def dice(p, y):\n    return 1 - (2 * (p * y).sum() + 1) / (p.sum() + y.sum() + 1)\n").batch,
    );
    expect(dice.passes).toHaveLength(2);
    expect(dice.passes[0]!.reductions.map(({ kind }) => kind)).toEqual(["sum", "sum", "sum"]);
    expect(dice.passes[1]!.reductions).toEqual([]);
  });
});

it("the focal loss on the logit has this WGSL", () => {
  const emitted = emitWgsl(withHead(compileLoss(losses[0].source), sigmoidHead).batch);
  expect(emitted.passes.map((pass) => pass.statements)).toMatchSnapshot();
});
