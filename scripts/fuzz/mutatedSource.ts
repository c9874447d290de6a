import { readFileSync } from "node:fs";
import fc from "fast-check";

/** Losses with a few tokens deleted, doubled, swapped, copied or replaced. */

const edit = fc.record({
  kind: fc.constantFrom("delete", "double", "swap", "copy", "replace"),
  at: fc.nat(),
  other: fc.nat(),
  token: fc.constantFrom(
    ...[
      "0",
      "-1",
      "1e308",
      "__proto__",
      "self",
      "None",
      "'x'",
      "torch",
      "(",
      "[",
      "**",
      "\t",
      "\n",
      "@",
      "*",
      ":",
      "é",
    ],
    ...["[mask]", "[y == 1]", "[:, 0]", ".view(-1)", " if y.sum() > 0 else ", "lambda t: t", "*=", "for i in range(9)"],
  ),
});

/** `seeds`: the texts that are changed. */
export function mutatedSource(seeds: readonly string[]): fc.Arbitrary<string> {
  const tokens = seeds.map((source) => source.match(/\w+|\s+|[^\w\s]/g)!);
  return fc.tuple(fc.constantFrom(...tokens), fc.array(edit, { minLength: 1, maxLength: 5 })).map(([source, edits]) => {
    const changed = [...source];
    for (const { kind, at, other, token } of edits) {
      const [i, j] = [at % changed.length, other % changed.length];
      if (kind === "delete" && changed.length > 1) changed.splice(i, 1);
      else if (kind === "double") changed.splice(i, 0, changed[i]!);
      else if (kind === "swap") [changed[i], changed[j]] = [changed[j]!, changed[i]!];
      else if (kind === "copy") changed.splice(i, 0, changed[j]!);
      else changed[i] = token;
    }
    return changed.join("");
  });
}

/** The accepted texts of the golden files. */
export function goldenSources(): string[] {
  const read = (file: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../test/fixtures/golden/${file}`, import.meta.url), "utf8"));
  const { accepted } = read("sources.json") as { accepted: { source: string }[] };
  const { losses } = read("pasted.json") as { losses: { source: string }[] };
  return [...accepted, ...losses].map(({ source }) => source);
}
