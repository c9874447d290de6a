import type { WgslLoss } from "../../../language/wgsl";
import { indent } from "./wgslText";

/** An lvalue: row `row` of what the samples of a batch leave for one another, at the batch's sample `sample`. */
export type RankedPlace = (row: number, sample: string) => string;

/** Samples whose values are summed before they join the total: two-level sums lose less to rounding. */
const BLOCK = 32;

/** How many numbers of each sample the others need: the keys and values of the loss's rankings, each once. */
export function rankedWords(loss: WgslLoss): number {
  return rankedRows(loss).size;
}

/** From an expression to the row it is kept in and the pass after which it is there. An expression means the same in every pass. */
function rankedRows({ rankings }: WgslLoss): Map<string, { row: number; pass: number }> {
  const rows = new Map<string, { row: number; pass: number }>();
  for (const { pass, key, value } of rankings) {
    for (const expression of [key, value]) {
      const known = rows.get(expression);
      if (known === undefined) rows.set(expression, { row: rows.size, pass });
      else known.pass = Math.min(known.pass, pass);
    }
  }
  return rows;
}

/** Whether other samples read what a pass leaves: a barrier must follow it. */
export function leavesRanked(loss: WgslLoss, pass: number): boolean {
  return [...rankedRows(loss).values()].some((row) => row.pass === pass);
}

/** At the end of a pass's statements: keeps this sample's keys and values. */
function leaveRanked(loss: WgslLoss, pass: number, sample: string, place: RankedPlace): string {
  return [...rankedRows(loss)]
    .filter(([, row]) => row.pass === pass)
    .map(([expression, { row }]) => `${place(row, sample)} = ${expression};`)
    .join("\n");
}

/** Before a pass's statements: the results of earlier passes' rankings that they read, each a sum over the `count` samples of the batch. */
function rankedSums(loss: WgslLoss, pass: number, sample: string, count: string, place: RankedPlace): string {
  const rows = rankedRows(loss);
  const read = textOf(loss, pass);
  return loss.rankings
    .filter((ranking) => ranking.pass < pass && new RegExp(`\\b${ranking.result}\\b`).test(read))
    .map(({ key, value, back, result }) => {
      const [keys, values] = [rows.get(key)!.row, rows.get(value)!.row];
      const [beyond, along] = back ? ["<", ">="] : [">", "<="];
      return `var ${result} = 0.0;
{
  let own_key = ${place(keys, sample)};
  for (var block = 0u; block < ${count}; block += ${BLOCK}u) {
    var sum = 0.0;
    let block_end = min(block + ${BLOCK}u, ${count});
    for (var other = block; other < block_end; other++) {
      let key = ${place(keys, "other")};
      if (key ${beyond} own_key || (key == own_key && other ${along} ${sample})) { sum += ${place(values, "other")}; }
    }
    ${result} += sum;
  }
}`;
    })
    .join("\n");
}

/** All that a pass works out for a sample, as one text. */
function textOf({ passes, rankings, gradients }: WgslLoss, index: number): string {
  const { statements, reductions } = passes[index]!;
  return [
    statements,
    ...reductions.map(({ expression }) => expression),
    ...rankings.filter(({ pass }) => pass === index).flatMap(({ key, value }) => [key, value]),
    ...(index === passes.length - 1 ? gradients : []),
  ].join("\n");
}

/** What all the rankings of a sample weigh, in multiplications, with so many samples in the batch. */
export function rankingUnits({ rankings }: WgslLoss, batchSize: number): number {
  return 3 * rankings.length * batchSize;
}

/** The block of statements around a pass's own: sums of earlier rankings before, this pass's keys and values after. */
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
