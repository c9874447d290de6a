import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json";
import lock from "../../package-lock.json";
import { distFolder } from "../../scripts/build.mjs";
import { LICENCES_FILE } from "../../scripts/licences.ts";
import { builtSite } from "../support/builtSite";
import { openPage } from "../support/openPage";

const site = builtSite();

interface Locked {
  version?: string;
  dependencies?: Record<string, string>;
}

/** Every version of every package that the run-time dependencies need, from npm's lock file. */
function shippedPackages(): string[] {
  const locked = Object.entries(lock.packages as Record<string, Locked>);
  const names = new Set<string>();
  const add = (name: string) => {
    if (names.has(name) || name.startsWith("@types/")) return;
    names.add(name);
    for (const [path, { dependencies }] of locked) {
      if (path.endsWith(`node_modules/${name}`)) for (const each of Object.keys(dependencies ?? {})) add(each);
    }
  };
  for (const name of Object.keys(manifest.dependencies)) add(name);
  return locked.flatMap(([path, { version }]) => {
    const name = path.split("node_modules/").at(-1)!;
    return names.has(name) ? [`${name} ${version}`] : [];
  });
}

describe("the licences of what ships", () => {
  it("are in one file: the project's own and that of every run-time package with its version", () => {
    const text = readFileSync(join(distFolder, LICENCES_FILE), "utf8");
    const shipped = shippedPackages();
    expect(shipped.length).toBeGreaterThan(Object.keys(manifest.dependencies).length);
    const titles = text.split("\n").map((line) => line.split(",")[0]);
    for (const name of ["Losscope", ...shipped]) expect(titles).toContain(name);
    for (const licence of ["SIL OPEN FONT LICENSE", "Apache License", "Copyright 2008 Google Inc.", "Microsoft"]) {
      expect(text).toContain(licence);
    }
  });

  it("open from the engine's panel, in both languages", async () => {
    for (const [locale, heading, link] of [
      ["en", "More", "Licences"],
      ["zh-CN", "更多", "许可证"],
    ] as const) {
      const { page, close } = await openPage(site.url, { locale });
      await page
        .getByRole("button", { name: new RegExp(heading) })
        .first()
        .click();
      const [opened] = await Promise.all([
        page.waitForEvent("popup"),
        page.getByRole("link", { name: link, exact: true }).click(),
      ]);
      await opened.waitForLoadState();
      expect(await opened.locator("body").textContent()).toContain("Permission is hereby granted");
      await close();
    }
  });
});

it("every font that ships is in a format that a supported browser requests", () => {
  const fonts = readdirSync(join(distFolder, "assets")).filter((file) => /\.(woff2?|ttf|otf|eot)$/.test(file));
  expect(fonts.some((file) => file.startsWith("KaTeX"))).toBe(true);
  expect(fonts.filter((file) => !file.endsWith(".woff2"))).toEqual([]);
});
