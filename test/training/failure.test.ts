import { expect, it } from "vitest";
import { DeviceLostError } from "../../src/engine/backend";
import { DivergedError } from "../../src/training/divergence";
import { failureCode, isEngineFault } from "../../src/training/failure";

it.each([
  "Array buffer allocation failed",
  "Invalid typed array length: 9007199254740991",
  "Invalid array length",
  "WebAssembly.Memory(): could not allocate memory",
  "WebAssembly.Memory.grow(): Unable to grow instance memory",
  "allocation size overflow",
  "out of memory",
  "Out of memory",
  "Length out of range of buffer",
  "Array size is not a small enough positive integer.",
])("%s is a lack of memory", (message) => {
  expect(failureCode(new RangeError(message))).toBe("out-of-memory");
});

it.each([
  "Maximum call stack size exceeded",
  "Maximum call stack size exceeded.",
  "too much recursion",
  "member: expected 0 to 3, got 4",
  "toFixed() digits argument must be between 0 and 100",
])("%s is not", (message) => {
  expect(failureCode(new RangeError(message))).toBe("unknown");
});

it("what another engine may do better is an engine's fault", () => {
  expect(isEngineFault(new RangeError("Maximum call stack size exceeded"))).toBe(true);
  expect(isEngineFault(new RangeError("Array buffer allocation failed"))).toBe(true);
  expect(isEngineFault(new DeviceLostError("gone"))).toBe(true);
  expect(isEngineFault(new DivergedError("the loss", Number.NaN, 3))).toBe(false);
});
