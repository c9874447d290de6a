import { expect, it } from "vitest";
import { cdp } from "vitest/browser";
import { render } from "vitest-browser-react";
import { type Tokens, useTokens } from "../../src/charts/parts/tokens";
import "../../src/styles/fonts.css";
import "../../src/styles/index.css";

it("the colours of pictures stay distinct when the reader forces colours of their own", async () => {
  let shown: Tokens | undefined;
  function Reader() {
    shown = useTokens();
    return null;
  }
  const emulate = (value: string) =>
    cdp().send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value }] });
  await render(<Reader />);
  const usual = shown!.colours;
  await emulate("active");
  try {
    await expect.poll(() => shown!.colours).not.toBe(usual); // read once more
    const { positive, negative, surface } = shown!.colours;
    expect(new Set([positive, negative, surface].map(String)).size).toBe(3);
    expect(positive).toEqual(usual.positive);
  } finally {
    await emulate("none");
  }
});
