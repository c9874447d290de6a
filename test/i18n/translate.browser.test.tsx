import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { InlineNumber } from "../../src/controls";
import { LocaleProvider, Rich, startLocale, switchLocale, useFormat, useTranslate } from "../../src/i18n";

function Sentence() {
  const t = useTranslate();
  const formats = useFormat();
  const [value, setValue] = useState(3);
  return (
    <>
      <h1>{t("layers.heading")}</h1>
      <p>
        <Rich
          id="layers.full"
          values={{
            count: <InlineNumber label="count" value={value} onChange={setValue} min={0} max={6} step={1} whole />,
          }}
        />
      </p>
      <output>{formats.integer(6000)}</output>
    </>
  );
}

afterEach(async () => {
  await switchLocale("en");
  localStorage.clear();
});

describe("texts on the page", () => {
  it("follow a change of language, and the controls inside sentences still work", async () => {
    const screen = await render(
      <LocaleProvider>
        <Sentence />
      </LocaleProvider>,
    );
    await expect.element(screen.getByRole("heading")).toHaveTextContent("Hidden layers");
    await switchLocale("zh-Hans");
    await expect.element(screen.getByRole("heading")).toHaveTextContent("隐藏层");
    expect(document.documentElement.lang).toBe("zh-Hans");
    const field = screen.getByRole("spinbutton", { name: "count" });
    await field.click();
    await userEvent.keyboard("{ArrowUp}");
    await expect.element(field).toHaveValue("4");
    await expect.element(field).toHaveFocus();
    expect(field.element().closest("p")?.textContent).toMatch(/^最多 .*个隐藏层。$/);
  });

  it("start in the language that was chosen on an earlier visit", async () => {
    await switchLocale("zh-Hans");
    expect(await startLocale()).toBe("zh-Hans");
    localStorage.setItem("losscope.locale", "klingon");
    expect(await startLocale()).toBe("en");
    expect(document.documentElement.lang).toBe("en");
  });
});
