/** One loss of the picker's list. */
export interface LossOption {
  id: string;
  name: string;
  /** A line under the name: origin or purpose. */
  detail?: string;
  /** What else the loss itself is called, in any language. */
  aliases?: readonly string[];
  /** Its name in torch: `nn.BCELoss`. */
  torch?: string;
  /** Words of its subject, in any language. */
  keywords?: readonly string[];
  /** A word at the end of the name's line that distinguishes it from its neighbours. */
  tag?: string;
  /**
   * Why the loss does not suit the current experiment, if it does not. It can be opened all the
   * same.
   */
  unfit?: string;
}

export interface LossGroup {
  /** The task, e.g. "Two classes, imbalanced". */
  label: string;
  losses: readonly LossOption[];
}

/**
 * The losses that a query finds, the best first within each group, and the group with the best loss
 * first. An empty query finds all, in their own order. A loss is found if every word of the query,
 * or the query without "loss" at its end, occurs in one of its texts, regardless of case, accents
 * and character width.
 */
export function searchLosses(groups: readonly LossGroup[], query: string): readonly LossGroup[] {
  if (plain(query) === "") return groups;
  return groups
    .map(({ label, losses }) => {
      const ranked = losses
        .map((loss) => ({ loss, rank: rankOf(loss, query) }))
        .filter(({ rank }) => rank < NOT_FOUND)
        .sort((a, b) => a.rank - b.rank);
      return { label, losses: ranked.map(({ loss }) => loss), best: ranked[0]?.rank ?? NOT_FOUND };
    })
    .filter(({ best }) => best < NOT_FOUND)
    .sort((a, b) => a.best - b.best);
}

const NOT_FOUND = 100;

/** How well a query names a loss: the lower, the better. */
function rankOf(loss: LossOption, query: string): number {
  const { name, aliases, torch, text, joined } = searchText(loss);
  const words = plain(query).split(SEPARATORS);
  const whole = words.join("");
  // "loss" and 损失 say nothing: "L2损失" is "L2", and "huber" is "Huber loss".
  const bare = withoutLoss(whole);
  const hasWords = words.every((word) => text.includes(word) || joined.includes(word));
  if (!hasWords && (bare === "" || !joined.includes(bare))) return NOT_FOUND;
  const names = [name, ...aliases];
  const equals = (one: string) => one === whole || withoutLoss(one) === bare;
  if (bare !== "" && equals(name)) return 0;
  if (bare !== "" && aliases.some(equals)) return 1;
  if (torch !== "" && (torch === whole || torch === `nn.${whole}` || withoutLoss(torch) === `nn.${bare}`)) return 2;
  const starts = names.filter((one) => one.startsWith(whole));
  // A name that goes on only a little fits better than one that goes on for long.
  if (starts.length > 0) return 3 + lengthShare(Math.min(...starts.map((one) => one.length)) - whole.length);
  const wordStarts = ` ${text}`;
  if (words.every((word) => wordStarts.includes(` ${word}`))) return 5;
  return names.some((one) => one.includes(whole)) ? 6 : 7;
}

const SEPARATORS = /[\s_-]+/;

/** 0 to 1, growing with the number of characters. */
function lengthShare(characters: number): number {
  return characters / (characters + 20);
}

interface SearchText {
  /** Without separators: "BCEWithLogits", "bce with logits" and "bce_with_logits" are equal. */
  name: string;
  aliases: readonly string[];
  torch: string;
  /** All texts, and the same without separators. */
  text: string;
  joined: string;
}

/** Cached: normalising is the slow part, and each key press searches the whole list. */
const searchTexts = new WeakMap<LossOption, SearchText>();

function searchText(loss: LossOption): SearchText {
  let known = searchTexts.get(loss);
  if (known === undefined) {
    const { id, name, detail = "", aliases = [], torch = "", keywords = [] } = loss;
    const text = plain([id, name, detail, torch, ...aliases, ...keywords].join(" "));
    const aliasNames = [id, ...aliases].map(joinedText).filter((alias) => alias !== "");
    known = {
      name: joinedText(name),
      aliases: aliasNames,
      torch: joinedText(torch),
      text: text.replace(/[_-]/g, " "),
      joined: joinedText(text),
    };
    searchTexts.set(loss, known);
  }
  return known;
}

function withoutLoss(joined: string): string {
  return joined.replace(/(loss|损失函数|损失)$/, "");
}

function joinedText(text: string): string {
  return plain(text).replace(/[\s_-]/g, "");
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
