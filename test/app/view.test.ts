import { expect, test } from "vitest";
import { hashOf, viewIn } from "../../src/app/view";

test("an address names its view next to its experiment, but not the first view", () => {
  expect(hashOf("sweep", "#e=1.abc")).toBe("#view=sweep&e=1.abc");
  expect(hashOf("explore", "#e=1.abc")).toBe("#e=1.abc");
  expect(hashOf("compare", "")).toBe("#view=compare");
  expect(hashOf("explore", "")).toBe("");
});

test("a view is found anywhere in the address, and an unknown view is the first", () => {
  expect(viewIn("#e=1.abc&view=compare")).toBe("compare");
  expect(viewIn("#view=sweep")).toBe("sweep");
  expect(viewIn("#view=elsewhere")).toBe("explore");
  expect(viewIn("")).toBe("explore");
});
