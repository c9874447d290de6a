import { expect, it } from "vitest";
import { yieldToMessages } from "../../src/worker/yieldToMessages";

it("all callers that wait are resumed in order", async () => {
  const order: number[] = [];
  await Promise.all([1, 2, 3].map((caller) => yieldToMessages().then(() => order.push(caller))));
  expect(order).toEqual([1, 2, 3]);
});
