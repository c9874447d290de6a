import { type ReactElement, useEffect, useRef, useState } from "react";
import styles from "./Tex.module.css";

type Katex = typeof import("katex").default;

/** KaTeX and its fonts come after the first paint; until then a formula is an empty line of its own height. */
let loading: Promise<Katex> | undefined;
let loaded: Katex | undefined;

function loadKatex(): Promise<Katex> {
  loading ??= Promise.all([import("katex"), import("katex/dist/katex.min.css")]).then(([module]) => {
    loaded = module.default;
    return loaded;
  });
  return loading;
}

function useKatex(): Katex | undefined {
  const [katex, setKatex] = useState(() => loaded);
  useEffect(() => {
    if (katex !== undefined) return;
    let current = true;
    // A formula that cannot be typeset stays readable as its source (below), so a failed load needs no more.
    void loadKatex().then(
      (module) => current && setKatex(() => module),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [katex]);
  return katex;
}

export interface TexProps {
  latex: string;
  /** On a line of its own, with fractions and sums at full size. */
  display?: boolean;
}

/** A typeset formula. Rendered into the element, not through HTML text: the page's policy refuses style attributes in markup. */
export function Tex({ latex, display = false }: TexProps): ReactElement {
  const ref = useRef<HTMLSpanElement>(null);
  const katex = useKatex();
  useEffect(() => {
    if (ref.current === null || katex === undefined) return;
    katex.render(latex, ref.current, {
      displayMode: display,
      throwOnError: false,
      // Marks what can be moved; nothing else is trusted.
      trust: ({ command }) => command === "\\htmlClass",
      strict: false,
    });
  }, [katex, latex, display]);
  return <span ref={ref} className={styles.tex} data-display={display || undefined} />;
}
