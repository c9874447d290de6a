import { describe, expect, it } from "vitest";
import { matchesLoss } from "../../src/controls/lossSearch";

const loss = {
  id: "bce_with_logits",
  name: "Cross entropy from logits",
  detail: "nn.BCEWithLogitsLoss · Müller 2019",
  keywords: ["交叉熵", "log loss"],
};

describe("searching a loss", () => {
  it.each([
    "",
    "cross",
    "ENTROPY cross",
    "bcewithlogits",
    "bce with logits",
    "muller",
    "交叉熵",
    "ＢＣＥ",
    "logits  nn",
    "log-loss",
  ])("finds the loss by %j", (query) => expect(matchesLoss(loss, query)).toBe(true));
  it.each(["focal", "cross focal", "焦点", "(", "\\"])("does not find the loss by %j", (query) =>
    expect(matchesLoss(loss, query)).toBe(false),
  );
});
