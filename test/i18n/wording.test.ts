import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/**
 * Words that had several forms or meanings, and what stands for them. One word for one thing: the
 * glossary (docs/GLOSSARY.md) has those of the Chinese texts.
 */
const instead: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  en: [
    [/\bno unit\b/i, "leave it out: a parameter without a unit needs no word"],
    [/\bturn(s|ed|ing)? down\b/i, "down-weight"],
    [/(?<!there )\b(is|are) no (?!longer|better|other)/i, "is not a"],
    [/\bmoments?\b/i, "time step"],
    [/\bnobody\b/i, "no sample"],
    [/\bfalse alarms?\b/i, "false positive"],
    [/\bsurely wrong\b/i, "confidently wrong"],
    [/\bshall\b/i, "should"],
    [/\btake it\b/i, "use it"],
    [/\bscales the learning rate\b/i, "scales the loss: under Adam the step does not change"],
  ],
  "zh-Hans": [
    [/无单位/, "不写"],
    [/不均衡|均衡权重/, "不平衡、平衡"],
    [/分界点|截断点/, "切分点"],
    [/速率/, "发生率"],
    [/时刻/, "时间步"],
    [/假阳性|误报/, "假正例"],
    [/假阴性|漏报|漏掉的/, "假负例"],
    [/真阴性/, "真负例"],
    [/逻辑损失/, "logistic 损失"],
    [/判“是”|从不判正|全部预测为负/, "从不判为正、全判负"],
    [/(?<!Brier |百)分数/, "得分"],
    [/合页(?!损失|嵌入|误差|$)/, "合页损失"],
    [/总目标/, "目标函数"],
  ],
};

describe.each(Object.entries(instead))("the texts in %s", (language, words) => {
  const texts = ["", "later/", "notes/"].flatMap((folder): [string, string][] =>
    Object.entries(
      JSON.parse(readFileSync(new URL(`../../src/i18n/${folder}${language}.json`, import.meta.url), "utf8")),
    ),
  );

  it.each(words.map(([word, better]) => ({ word, better })))("have “$better” instead of $word", ({ word }) => {
    const found = texts.filter(([, text]) => word.test(text.replace(/`[^`]*`|\{\w+\}/g, "")));
    expect(found).toEqual([]);
  });
});
