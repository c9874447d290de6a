import { useEffect, useState } from "react";
import { textsOfEveryLocale } from "./catalogue";

/**
 * Names of losses and tasks in all languages at once: a search should find 交叉熵 on an English page
 * and "hinge" on a Chinese one.
 */
export interface NamesInEveryLanguage {
  /** The texts of `loss.name.<id>`. */
  loss(id: string): readonly string[];
  /** The texts of `task.<id>`. */
  task(id: string): readonly string[];
}

let loaded: NamesInEveryLanguage | undefined;

async function load(): Promise<NamesInEveryLanguage> {
  const catalogues = await textsOfEveryLocale();
  const named = (key: string) =>
    catalogues.flatMap((messages) => {
      // A compiled message without arguments is its text, bare or as the only element of a list.
      const text = [messages[key]].flat()[0];
      return typeof text === "string" ? [text] : [];
    });
  loaded = { loss: (id) => named(`loss.name.${id}`), task: (id) => named(`task.${id}`) };
  return loaded;
}

/** Null until it was requested and has loaded. */
export function useNamesInEveryLanguage(wanted: boolean): NamesInEveryLanguage | null {
  const [names, setNames] = useState(loaded ?? null);
  useEffect(() => {
    if (!wanted || names !== null) return;
    let current = true;
    load().then(
      (arrived) => {
        if (current) setNames(arrived);
      },
      // The search then knows only the page's own language.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [wanted, names]);
  return names;
}
