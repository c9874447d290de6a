import { describe, expect, it } from "vitest";
import { type LossOption, searchLosses } from "../../src/controls/lossSearch";
import { topicOf } from "../../src/controls/lossTopics";

const loss: LossOption = {
  id: "bce_with_logits",
  name: "Cross entropy from logits",
  detail: "Müller 2019",
  torch: "nn.BCEWithLogitsLoss",
  aliases: ["交叉熵", "log loss"],
};

const finds = (query: string) => searchLosses([{ label: "", losses: [loss] }], query).length > 0;

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
  ])("finds the loss by %j", (query) => expect(finds(query)).toBe(true));
  it.each(["focal", "cross focal", "焦点", "(", "\\"])("does not find the loss by %j", (query) =>
    expect(finds(query)).toBe(false),
  );

  it("keeps all losses in their own order without a query", () => {
    const groups = [{ label: "b", losses: [loss] }];
    expect(searchLosses(groups, " ")).toBe(groups);
  });
});

describe("what is no loss", () => {
  it.each([
    ["weight_decay", "weightDecay"],
    ["Weight Decay", "weightDecay"],
    ["权重衰减", "weightDecay"],
    ["正则化", "penalties"],
    ["L2 regularization", "penalties"],
    ["own loss", "ownLoss"],
    ["自定义损失", "ownLoss"],
    ["nn.Module", "ownLoss"],
    ["threshold", "threshold"],
    ["SMOTE", "sampling"],
    ["my csv", "ownData"],
  ])("%j is answered", (query, topic) => expect(topicOf(query)).toBe(topic));
  it.each(["", "focal", "pos_weight", "Brier", "class-balanced"])("%j is a search", (query) =>
    expect(topicOf(query)).toBeNull(),
  );
});
