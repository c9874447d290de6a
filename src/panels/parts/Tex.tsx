import type { KatexOptions } from "katex";
import { type ReactElement, useEffect, useRef, useState } from "react";
import { lateModule } from "../../scheduling/lateModule";
import styles from "./Tex.module.css";

type Katex = typeof import("katex").default;

/** KaTeX and its fonts come after the first paint; until then a formula is an empty line of its own height. */
const katexModule = lateModule(async () => {
  const [module] = await Promise.all([import("katex"), import("katex/dist/katex.min.css")]);
  return module.default;
});

function useKatex(): Katex | null {
  const [katex, setKatex] = useState(() => katexModule.current());
  useEffect(() => {
    if (katex !== null) return;
    let mounted = true;
    katexModule.load().then(
      (loaded) => mounted && setKatex(() => loaded),
      // Formulas stay empty; the next one that is drawn tries again.
      () => undefined,
    );
    return () => {
      mounted = false;
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
    if (ref.current === null || katex === null) return;
    const tree = (katex as unknown as KatexWithTree).__renderToDomTree(latex, {
      displayMode: display,
      throwOnError: false,
      // Marks what can be moved; nothing else is trusted.
      trust: ({ command }) => command === "\\htmlClass",
      strict: false,
    });
    markOwnWidths(tree);
    ref.current.replaceChildren(tree.toNode());
    for (const svg of ref.current.querySelectorAll<SVGElement>("svg[data-own-width]")) {
      svg.style.width = svg.getAttribute("width") ?? "";
    }
  }, [katex, latex, display]);
  return <span ref={ref} className={styles.tex} data-display={display || undefined} />;
}

/** What `render` makes before it is put into the page. */
interface FormulaNode {
  children?: readonly FormulaNode[];
  attributes?: Record<string, string>;
  toNode(): Node;
}

interface KatexWithTree {
  __renderToDomTree(latex: string, options: KatexOptions): FormulaNode;
}

/**
 * KaTeX gives the SVG of a tall bracket its width in a style attribute, which the page's policy refuses; the same width set through the DOM,
 * where it styles everything else, is allowed.
 */
function markOwnWidths({ attributes, children = [] }: FormulaNode): void {
  if (attributes?.style !== undefined && attributes.width !== undefined) {
    delete attributes.style;
    attributes["data-own-width"] = "";
  }
  for (const child of children) markOwnWidths(child);
}
