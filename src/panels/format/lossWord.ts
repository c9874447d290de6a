import { isMessageKey, type Translate } from "../../i18n";

/** A loss's name, or its short name for charts; its id if it has no text. */
export function lossWord(t: Translate, kind: "name" | "short", id: string): string {
  const key = `loss.${kind}.${id}`;
  return isMessageKey(key) ? t(key) : id.replaceAll("-", " ");
}
