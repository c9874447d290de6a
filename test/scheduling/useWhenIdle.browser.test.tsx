import { expect, it } from "vitest";
import { render } from "vitest-browser-react";
import { useWhenIdle } from "../../src/scheduling/useWhenIdle";

/** Records every value with which it renders. */
function Shown({ value, drawn }: { value: { n: number }; drawn: number[] }) {
  drawn.push(useWhenIdle(value).n);
  return null;
}

it("useWhenIdle keeps the value until the page is idle, then takes the newest", async () => {
  const drawn: number[] = [];
  const { rerender } = await render(<Shown value={{ n: 1 }} drawn={drawn} />);
  for (const n of [2, 3]) {
    await rerender(<Shown value={{ n }} drawn={drawn} />);
    if (n === 2) expect(new Set(drawn)).toEqual(new Set([1]));
  }
  await expect.poll(() => drawn.at(-1)).toBe(3);
});

it("useWhenIdle does not fall behind for ever while values keep coming", async () => {
  const drawn: number[] = [];
  const { rerender } = await render(<Shown value={{ n: 0 }} drawn={drawn} />);
  const end = performance.now() + 400;
  let n = 0;
  while (performance.now() < end) {
    n++;
    await rerender(<Shown value={{ n }} drawn={drawn} />);
    const busy = performance.now() + 8;
    while (performance.now() < busy);
  }
  expect(new Set(drawn).size).toBeGreaterThan(2);
});

it("useWhenIdle shows a value about another subject at once", async () => {
  const drawn: string[] = [];
  function About({ value }: { value: { about: string; n: number } }) {
    const { about, n } = useWhenIdle(value, (one) => one.about);
    drawn.push(`${about}${n}`);
    return null;
  }
  const { rerender } = await render(<About value={{ about: "a", n: 1 }} />);
  await rerender(<About value={{ about: "b", n: 2 }} />);
  expect(drawn.at(-1)).toBe("b2");
  await rerender(<About value={{ about: "b", n: 3 }} />);
  await expect.poll(() => drawn.at(-1)).toBe("b3");
  expect(drawn).not.toContain("a2");
});
