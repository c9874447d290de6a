/** One loss of the picker's list. */
export interface LossOption {
  id: string;
  name: string;
  /** A line under the name: origin or purpose. */
  detail?: string;
  /** Other names that people search for, in any language. */
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
 * Whether every word of the query occurs in the loss's id, name, detail or keywords, regardless of
 * case, accents and character width.
 */
export function matchesLoss(loss: LossOption, query: string): boolean {
  const { text, joined } = searchText(loss);
  return plain(query)
    .split(/[\s_-]+/)
    .every((word) => text.includes(word) || joined.includes(word));
}

interface SearchText {
  text: string;
  /** Without spaces: "BCEWithLogits", "bce with logits" and "bce_with_logits" must all match. */
  joined: string;
}

/** Cached: normalising is the slow part, and each key press searches the whole list. */
const searchTexts = new WeakMap<LossOption, SearchText>();

function searchText(loss: LossOption): SearchText {
  let known = searchTexts.get(loss);
  if (known === undefined) {
    const text = plain([loss.id, loss.name, loss.detail ?? "", ...(loss.keywords ?? [])].join(" "));
    known = { text, joined: text.replace(/[\s_-]/g, "") };
    searchTexts.set(loss, known);
  }
  return known;
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
