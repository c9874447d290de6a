import { expect, it } from "vitest";
import { render } from "vitest-browser-react";
import { AfterPaint } from "../../src/scheduling/AfterPaint";

it("AfterPaint renders its place first, then its children, which later renders keep", async () => {
  const rendered: string[] = [];
  function Said({ text }: { text: string }) {
    rendered.push(text);
    return <p>{text}</p>;
  }
  const page = (text: string) => (
    <AfterPaint fallback={<Said text="place" />}>
      <Said text={text} />
    </AfterPaint>
  );
  const { rerender, getByText } = await render(page("part"));
  await expect.element(getByText("part", { exact: true })).toBeVisible();
  expect(rendered[0]).toBe("place");
  const before = rendered.length;
  await rerender(page("newer"));
  expect(rendered.slice(before)).not.toContain("place");
  await expect.element(getByText("newer", { exact: true })).toBeVisible();
});
