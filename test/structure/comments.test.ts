import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { faultsInComments } from "./comments";
import { modulesOf } from "./modulesOf";

describe("the comments of the project", () => {
  it.each(["src", "test", "scripts", "bench"])("in %s wrap at 100 columns and name only files that exist", (folder) => {
    const modules = modulesOf(folder);
    expect(modules.size).toBeGreaterThan(8);
    expect([...modules].flatMap(([path, text]) => faultsInComments(path, text, existsSync))).toEqual([]);
  });
});

describe("the rule", () => {
  const nothingExists = () => false;

  it.each([
    [`// ${"word ".repeat(20)}`, "src/a.ts:1 has a comment that is 103 columns wide, not 100"],
    [`/**\n * ${"word ".repeat(20)}\n */`, "src/a.ts:2 has a comment that is 103 columns wide, not 100"],
    [`const a = 1; // ${"word ".repeat(18)}`, "src/a.ts:1 has a comment that is 106 columns wide, not 100"],
    ["// as docs/GONE.md says", "src/a.ts:1 names docs/GONE.md, which does not exist"],
    ["/* `src/gone/` */", "src/a.ts:1 names src/gone, which does not exist"],
  ])("refuses %s", (text, fault) => {
    expect(faultsInComments("src/a.ts", text, nothingExists)).toEqual([fault]);
  });

  it.each([
    "const a = 1; // short",
    `// ${"x".repeat(120)}`,
    `const text = \`// ${"word ".repeat(30)}\`;`,
    "// an example of the form https://example.org/src/a",
  ])("allows %s", (text) => {
    expect(faultsInComments("src/a.ts", text, nothingExists)).toEqual([]);
  });
});
