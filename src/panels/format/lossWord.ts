import { isMessageKey, type Translate } from "../../i18n";

/** A loss's name, or its short one for charts. One that has no words yet goes by its id. */
export function lossWord(t: Translate, kind: "name" | "short", id: string): string {
  const key = `loss.${kind}.${id}`;
  return isMessageKey(key) ? t(key) : id.replaceAll("-", " ");
}
