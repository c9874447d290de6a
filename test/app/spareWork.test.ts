import { expect, it } from "vitest";
import { watchSpareWork } from "../../src/app/spareWork";

const visible = { visibilityState: "visible" } as const;
const withBattery = (charging: boolean, level: number) => ({ getBattery: async () => ({ charging, level }) });

it("there is work to spare on a visible page whose browser says nothing of its device", () => {
  expect(watchSpareWork(visible, {})()).toBe(true);
});

it("there is none on a hidden page, as long as it is hidden", () => {
  const page: { visibilityState: DocumentVisibilityState } = { visibilityState: "hidden" };
  const spare = watchSpareWork(page, {});
  expect(spare()).toBe(false);
  page.visibilityState = "visible";
  expect(spare()).toBe(true);
});

it("there is none where the browser is told to save data", () => {
  expect(watchSpareWork(visible, { connection: { saveData: true } })()).toBe(false);
  expect(watchSpareWork(visible, { connection: { saveData: false } })()).toBe(true);
});

it.each([
  [false, 0.2, false],
  [false, 0.21, true],
  [true, 0.1, true],
])("a battery that charges: %s, at level %f: %s", async (charging, level, expected) => {
  const spare = watchSpareWork(visible, withBattery(charging, level));
  await Promise.resolve();
  await Promise.resolve();
  expect(spare()).toBe(expected);
});

it("there is work to spare where the page may not read the battery", async () => {
  const spare = watchSpareWork(visible, { getBattery: () => Promise.reject(new Error("not permitted")) });
  await Promise.resolve();
  expect(spare()).toBe(true);
});
