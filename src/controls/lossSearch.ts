/** One loss of the picker's list. */
export interface LossOption {
  id: string;
  name: string;
  /** A line under the name: where it is from, what it is for. */
  detail?: string;
  /** Further names people search for, in any language. */
  keywords?: readonly string[];
  /** A word at the end of the name's line: what sets it apart from its neighbours. */
  tag?: string;
  /** Why it is of little use here, where it is: it can be opened all the same. */
  unfit?: string;
}

export interface LossGroup {
  /** The task: "Two classes, imbalanced". */
  label: string;
  losses: readonly LossOption[];
}

/** Whether every word of the query is found in the loss's id, name, detail or keywords, whatever case, accents or width they have. */
export function matchesLoss(loss: LossOption, query: string): boolean {
  const { text, joined } = searchText(loss);
  return plain(query)
    .split(/[\s_-]+/)
    .every((word) => text.includes(word) || joined.includes(word));
}

interface SearchText {
  text: string;
  /** "BCEWithLogits", "bce with logits" and "bce_with_logits" are the same to a searcher. */
  joined: string;
}

/** Normalising is what takes time, and a list is searched at every key. */
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
