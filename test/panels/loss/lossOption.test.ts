import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { searchLosses } from "../../../src/controls/lossSearch";
import { loadLaterTexts, locales } from "../../../src/i18n";
import { activateCatalogue, i18n } from "../../../src/i18n/catalogue";
import { losses } from "../../../src/losses";
import { lossOption } from "../../../src/panels/loss/panel/lossOption";

const texts = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../../src/i18n/${file}.json`, import.meta.url), "utf8"));
const named = (key: string) => ["en", "later/en", "zh-Hans", "later/zh-Hans"].flatMap((file) => texts(file)[key] ?? []);
const names = { loss: (id: string) => named(`loss.name.${id}`), task: (id: string) => named(`task.${id}`) };

await loadLaterTexts();

describe.each(locales)("on the page in %s", async (locale) => {
  await activateCatalogue(locale);
  const list = losses.map((loss) => lossOption(loss, (key, values) => i18n._(key, values), null, names));
  it.each([
    ["BCE", "bce"],
    ["BCEWithLogits", "bce-logits"],
    ["cross entropy", "cross-entropy"],
    ["交叉熵", "cross-entropy"],
    ["CE", "cross-entropy"],
    ["class-balanced", "class-balanced-focal"],
    ["hinge", "hinge"],
    ["huber", "huber"],
    ["Huber loss", "huber"],
    ["softmax", "cross-entropy"],
    ["pos_weight", "bce-logits"],
    ["l2", "mse"],
    ["L2损失", "mse"],
    ["均方误差损失", "mse"],
    ["MSE", "mse"],
    ["L1损失", "l1"],
    ["平滑L1损失", "smooth-l1"],
    ["二元交叉熵", "bce"],
    ["nn.NLLLoss", "nll"],
    ["F.huber_loss", "huber"],
    ["焦点损失", "focal"],
    ["focal", "focal"],
    ["logit adjustment", "logit-adjusted"],
    ["logit adjusted", "logit-adjusted"],
    ["logit 调整", "logit-adjusted"],
    ["对数几率调整", "logit-adjusted"],
    ["class weights", "cross-entropy"],
    ["类别权重", "cross-entropy"],
    ["KL", "kl-div"],
    ["smooth L1", "smooth-l1"],
    ["Tversky", "tversky"],
    ["ASL", "asymmetric"],
    ["InfoNCE", "info-nce"],
    ["triplet", "triplet-margin"],
    ["CTC", "ctc"],
    ["IoU", "jaccard"],
    ["MAE", "l1"],
    ["均方误差", "mse"],
    ["平均绝对误差", "l1"],
    ["合页损失", "hinge"],
    ["三元组损失", "triplet-margin"],
    ["KL散度", "kl-div"],
    ["交叉熵损失", "cross-entropy"],
    ["标签平滑", "label-smoothing"],
    ["类别平衡", "class-balanced-focal"],
    ["Barron", "general-robust"],
    ["pinball", "quantile"],
    ["log loss", "bce"],
    ["难分", "focal"],
    ["Dice", "dice"],
    ["dice 损失", "dice"],
  ])("%j finds its loss first", (query, id) => {
    // In one group, so that only the losses' own ranks decide.
    expect(searchLosses([{ label: "", losses: list }], query)[0]?.losses[0]?.id).toBe(id);
  });

  it.each(losses.map(({ id }) => id))("%s is the first that its name finds", (id) => {
    const { name } = list.find((option) => option.id === id)!;
    const first = searchLosses([{ label: "", losses: list }], name)[0]?.losses[0];
    expect(first?.name).toBe(name);
  });
});
