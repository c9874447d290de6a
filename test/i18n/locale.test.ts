import { describe, expect, it, vi } from "vitest";
import { activateCatalogue, currentLocale, i18n } from "../../src/i18n/catalogue";
import { chooseLocale } from "../../src/i18n/locale";

describe("the first locale", () => {
  it.each([
    [null, ["zh-TW", "en"], "zh-Hans"],
    [null, ["zh"], "zh-Hans"],
    [null, ["ZH-hans-CN"], "zh-Hans"],
    [null, ["de-DE", "zh-CN", "en"], "zh-Hans"],
    [null, ["en-GB", "zh-CN"], "en"],
    [null, ["de", "fr"], "en"],
    [null, [], "en"],
    ["zh-Hans", ["en"], "zh-Hans"],
    ["en", ["zh-CN"], "en"],
    ["__proto__", ["zh-CN"], "zh-Hans"],
    ["", ["en"], "en"],
  ] as const)("with %j stored and the browser's %j is %s", (stored, languages, expected) => {
    expect(chooseLocale(stored, languages)).toBe(expected);
  });
});

describe("a catalogue", () => {
  it("gives texts in its language once activated, arguments included", async () => {
    await activateCatalogue("zh-Hans");
    expect(i18n._("run.train")).toBe("开始训练");
    await activateCatalogue("en");
    expect(i18n._("number.hint.clamped", { given: "1e6", min: "0", max: "5" })).toBe(
      "1e6 is out of range. Allowed: 0 to 5.",
    );
  });
});

describe("the later texts", () => {
  it("are added when they are loaded, plurals included, and then follow the language", async () => {
    // Other test files may have loaded them into the catalogue that they share.
    vi.resetModules();
    const { activateCatalogue, i18n, loadLaterTexts } = await import("../../src/i18n/catalogue");
    await activateCatalogue("en");
    expect(i18n._("stability.broken")).toBe("stability.broken");
    await loadLaterTexts();
    expect(i18n._("stability.broken")).toBe("NaN in float32");
    expect(i18n._("run.train")).toBe("Train");
    expect(i18n._("picker.results", { count: 1 })).toBe("1 loss");
    expect(i18n._("picker.results", { count: 0 })).toBe("No loss found");
    expect(i18n._("picker.results", { count: 1234 })).toBe("1,234 losses");
    await activateCatalogue("zh-Hans");
    expect(i18n._("stability.broken")).toBe("float32 下为 NaN");
    expect(i18n._("picker.results", { count: 1 })).toBe("1 个损失函数");
    await activateCatalogue("en");
    expect(i18n._("stability.broken")).toBe("NaN in float32");
  });
});

it("the locale that was chosen last is shown, though another's texts come later", async () => {
  await activateCatalogue("en");
  await Promise.all([activateCatalogue("zh-Hans"), activateCatalogue("en")]);
  expect(currentLocale()).toBe("en");
  await Promise.all([activateCatalogue("en"), activateCatalogue("zh-Hans")]);
  expect(currentLocale()).toBe("zh-Hans");
});
