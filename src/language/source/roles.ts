import type { ReadRoles } from "../reading";

/**
 * Which of two arguments is the target, by their names. Torch's order is prediction first; where
 * the names say otherwise, the names are right.
 */
export function readRoles(first: string, second: string): ReadRoles {
  const [a, b] = [leaning(first), leaning(second)];
  const plain: ReadRoles = { prediction: first, target: second, by: a === b ? "order" : "names" };
  const swapped: ReadRoles = { prediction: second, target: first, by: "names" };
  if (a <= b) return plain;
  // One name that leans says enough if it leans far: (x, x_hat), (reference, value).
  if (a > 0 && (b <= 0 || a - b >= 0.5)) return swapped;
  return a - b >= 1.5 ? swapped : { ...plain, by: "order" };
}

/** Words of targets and of predictions, with how clearly they say so. */
const targetWords: Readonly<Record<string, number>> = {
  ...weigh(3, "true truth gt target targets tgt label labels lbl lbls groundtruth ytrue gts annotation annotations"),
  ...weigh(3, "actual actuals real gold golden expected want wanted goal correct desired observed ref reference"),
  ...weigh(3, "标签 目标 真实 真值 onehot"),
  ...weigh(2, "mask masks answer ground obs teacher class classes category"),
  ...weigh(1.5, "t d"),
  ...weigh(1, "y ys"),
};
const predictionWords: Readonly<Record<string, number>> = {
  ...weigh(6, "pred preds predict predicted prediction predictions predictor hat yhat ypred 预测"),
  ...weigh(5, "logit logits score scores prob probs proba probability probabilities out outs output outputs"),
  ...weigh(5, "estimate estimated estimates est guess guesses forecast fitted recon reconstruction reconstructed"),
  ...weigh(5, "输出 student margin"),
  ...weigh(1, "input inputs x xs z p q f"),
};

function weigh(weight: number, words: string): Record<string, number> {
  return Object.fromEntries(words.split(" ").map((word) => [word, weight]));
}

/** Above 0 for a target, below for a prediction. */
function leaning(name: string): number {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[_\d]+/)
    .filter((word) => word !== "");
  const most = (table: Readonly<Record<string, number>>) =>
    Math.max(0, ...words.map((word) => (Object.hasOwn(table, word) ? table[word]! : partly(table, word))));
  return most(targetWords) - most(predictionWords);
}

/** Words that are written together, as in `真实值` or `labelsmap`. */
function partly(table: Readonly<Record<string, number>>, word: string): number {
  if (word.length < 3 && !isChinese(word)) return 0;
  const found = Object.keys(table).filter((part) => (part.length > 3 || isChinese(part)) && word.includes(part));
  return Math.max(0, ...found.map((part) => table[part]!));
}

function isChinese(word: string): boolean {
  return /\p{Script=Han}/u.test(word);
}
