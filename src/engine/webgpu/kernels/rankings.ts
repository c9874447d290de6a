import type { WgslLoss, WgslRanking } from "../../../language/wgsl/emitWgsl";
import { indent } from "./wgslText";

/**
 * An lvalue: row `row` of the numbers that samples share with each other, at sample `sample` of the
 * batch.
 */
export type RankedPlace = (row: number, sample: string) => string;

/**
 * Samples whose values are summed before they are added to the total: two-level sums lose less to
 * rounding.
 */
const BLOCK = 32;

/**
 * How many numbers of each sample other samples read: the keys and values of the loss's rankings,
 * each once.
 */
export function rankedWords(loss: WgslLoss): number {
  return rankedRows(loss).size;
}

/** Whether a number is the same for all samples and need not be stored. */
const UNIFORM = /^uniform_\d+$/;

/**
 * Maps an expression to its row and to the pass after which it is stored. An expression means the
 * same in every pass.
 */
function rankedRows({ rankings }: WgslLoss): Map<string, { row: number; pass: number }> {
  const rows = new Map<string, { row: number; pass: number }>();
  for (const { pass, key, value } of rankings) {
    for (const expression of [key, value].filter((text) => !UNIFORM.test(text))) {
      const known = rows.get(expression);
      if (known === undefined) rows.set(expression, { row: rows.size, pass });
      else known.pass = Math.min(known.pass, pass);
    }
  }
  return rows;
}

/** Whether other samples read what a pass stores: then a barrier must follow it. */
export function leavesRanked(loss: WgslLoss, pass: number): boolean {
  return [...rankedRows(loss).values()].some((row) => row.pass === pass);
}

/** Statements at the end of a pass that store this sample's keys and values. */
function leaveRanked(loss: WgslLoss, pass: number, sample: string, place: RankedPlace): string {
  return [...rankedRows(loss)]
    .filter(([, row]) => row.pass === pass)
    .map(([expression, { row }]) => `${place(row, sample)} = ${expression};`)
    .join("\n");
}

/**
 * Statements before a pass: the results of earlier passes' rankings, each a sum over the `count`
 * samples of the batch.
 */
function rankedSums(loss: WgslLoss, pass: number, sample: string, count: string, place: RankedPlace): string {
  const rows = rankedRows(loss);
  const at = (expression: string, other: string) => {
    const kept = rows.get(expression);
    return kept === undefined ? expression : place(kept.row, other);
  };
  const read = textOf(loss, pass);
  const wanted = loss.rankings.filter(
    (ranking) => ranking.pass < pass && new RegExp(`\\b${ranking.result}\\b`).test(read),
  );
  // One loop over the batch for all rankings with the same order.
  const orders = new Map<string, WgslRanking[]>();
  for (const ranking of wanted) {
    const order = `${ranking.key} ${ranking.back}`;
    orders.set(order, [...(orders.get(order) ?? []), ranking]);
  }
  return [...orders.values()]
    .map((alike) => {
      const { key, back } = alike[0]!;
      const [beyond, along] = back ? ["<", ">="] : [">", "<="];
      const each = (line: (ranking: WgslRanking, i: number) => string) => alike.map(line).join(" ");
      return `${each(({ result }) => `var ${result} = 0.0;`)}
{
  let own_key = ${at(key, sample)};
  for (var block = 0u; block < ${count}; block += ${BLOCK}u) {
    ${each((_, i) => `var sum_${i} = 0.0;`)}
    let block_end = min(block + ${BLOCK}u, ${count});
    for (var other = block; other < block_end; other++) {
      let key = ${at(key, "other")};
      if (key ${beyond} own_key || (key == own_key && other ${along} ${sample})) {
        ${each(({ value }, i) => `sum_${i} += ${at(value, "other")};`)}
      }
    }
    ${each(({ result }, i) => `${result} += sum_${i};`)}
  }
}`;
    })
    .join("\n");
}

/** All expressions that a pass computes for a sample, as one text. */
function textOf({ passes, rankings, gradients }: WgslLoss, index: number): string {
  const { statements, reductions } = passes[index]!;
  return [
    statements,
    ...reductions.map(({ expression }) => expression),
    ...rankings.filter(({ pass }) => pass === index).flatMap(({ key, value }) => [key, value]),
    ...(index === passes.length - 1 ? gradients : []),
  ].join("\n");
}

/** The cost of all rankings of one sample, in multiplications, for a batch of this size. */
export function rankingUnits({ rankings }: WgslLoss, batchSize: number): number {
  return 3 * rankings.length * batchSize;
}

/**
 * The statements around a pass: sums of earlier rankings before it, this pass's keys and values
 * after it.
 */
export function rankedPass(
  loss: WgslLoss,
  pass: number,
  sample: string,
  count: string,
  place: RankedPlace,
  work: readonly string[],
): string {
  const lines = [
    rankedSums(loss, pass, sample, count, place),
    loss.passes[pass]!.statements,
    leaveRanked(loss, pass, sample, place),
    ...work,
  ];
  return `{\n${indent(lines.filter(Boolean).join("\n"))}\n}`;
}
