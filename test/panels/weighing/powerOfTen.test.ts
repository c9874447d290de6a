import { expect, it } from "vitest";
import { powerOfTen } from "../../../src/panels/weighing/powerOfTen";

it("powers of ten are written as on an axis", () => {
  expect([1e-4, -1e-3, 1e-12, 2e-4, 1000].map(powerOfTen)).toEqual(["10⁻⁴", "−10⁻³", "10⁻¹²", "2·10⁻⁴", "10³"]);
});
