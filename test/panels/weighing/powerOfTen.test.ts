import { expect, it } from "vitest";
import { powerOfTen } from "../../../src/panels/weighing/powerOfTen";

it("writes powers of ten as an axis does", () => {
  expect([1e-4, -1e-3, 1e-12, 2e-4, 1000].map(powerOfTen)).toEqual(["10⁻⁴", "−10⁻³", "10⁻¹²", "2·10⁻⁴", "10³"]);
});
