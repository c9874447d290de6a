/** One loss of the picker's list. */
export interface LossOption {
  id: string;
  name: string;
  /** A line under the name: where it is from, what it is for. */
  detail?: string;
  /** Further names people search for, in any language. */
  keywords?: readonly string[];
}

export interface LossGroup {
  /** The task: "Two classes, imbalanced". */
  label: string;
  losses: readonly LossOption[];
}

/** Whether every word of the query is found in the loss's id, name, detail or keywords, whatever case, accents or width they have. */
export function matchesLoss(loss: LossOption, query: string): boolean {
  const text = plain([loss.id, loss.name, loss.detail ?? "", ...(loss.keywords ?? [])].join(" "));
  // "BCEWithLogits", "bce with logits" and "bce_with_logits" are the same to a searcher.
  const joined = text.replace(/[\s_-]/g, "");
  return plain(query)
    .split(/[\s_-]+/)
    .every((word) => text.includes(word) || joined.includes(word));
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
