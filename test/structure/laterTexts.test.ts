import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { missingLaterTexts } from "./laterTexts";
import { modulesOf } from "./modulesOf";

describe("the page's parts", () => {
  it("that show later texts are loaded together with them", () => {
    const keys = Object.keys(JSON.parse(readFileSync("src/i18n/later/en.json", "utf8")));
    expect(keys.length).toBeGreaterThan(8);
    expect(missingLaterTexts(modulesOf("src"), "src/main.tsx", new Set(keys))).toEqual([]);
  });
});

describe("the rule", () => {
  const notes = 'export const Notes = () => t("view.when");';
  it.each<[string, Record<string, string>, string[]]>([
    [
      "refuses a lazy part without its texts",
      { "src/main.tsx": 'lazy(() => import("./Notes"));', "src/Notes.tsx": notes },
      ["src/Notes.tsx shows view.when"],
    ],
    [
      "refuses it in what a lazy part imports",
      { "src/main.tsx": 'import("./Panel");', "src/Panel.tsx": 'import "./Notes";', "src/Notes.tsx": notes },
      ["src/Notes.tsx shows view.when"],
    ],
    [
      "allows a part that waits for its texts, and all that this part imports",
      {
        "src/main.tsx": 'withLaterTexts(import("./Panel"));',
        "src/Panel.tsx": 'import "./Notes"; import("./More");',
        "src/Notes.tsx": notes,
        "src/More.tsx": notes,
      },
      [],
    ],
    [
      "refuses a template that can become a later text",
      { "src/main.tsx": 'import("./Notes");', "src/Notes.tsx": `t(\`view.\${kind}\`); t(\`view.\${kind}.name\`);` },
      ["src/Notes.tsx shows view.when"],
    ],
    [
      "allows a template of which no later text has the form",
      { "src/main.tsx": 'import("./Notes");', "src/Notes.tsx": `t(\`run.\${kind}\`); css(\`\${width}.when\`);` },
      [],
    ],
    [
      "allows texts that are always there",
      { "src/main.tsx": 'import("./Run");', "src/Run.tsx": 't("run.train");' },
      [],
    ],
  ])("%s", (_, files, expected) => {
    expect(missingLaterTexts(new Map(Object.entries(files)), "src/main.tsx", new Set(["view.when"]))).toEqual(expected);
  });
});
