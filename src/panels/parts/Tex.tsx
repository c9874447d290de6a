import type { KatexOptions } from "katex";
import { type ReactElement, useEffect, useRef, useState } from "react";
import { lateModule } from "../../scheduling/lateModule";
import styles from "./Tex.module.css";

type Katex = typeof import("katex").default;

/**
 * KaTeX and its fonts are loaded after the first paint; until then a formula is an empty line of
 * the right height.
 */
const katexModule = lateModule(async () => {
  const [module] = await Promise.all([import("katex"), import("katex/dist/katex.min.css")]);
  return module.default;
});

/** Loads a part together with KaTeX, without which its formulas would be empty lines. */
export async function withKatex<Module>(module: Promise<Module>): Promise<Module> {
  const [loaded] = await Promise.all([module, katexModule.load()]);
  return loaded;
}

function useKatex(): Katex | null {
  const [katex, setKatex] = useState(() => katexModule.current());
  useEffect(() => {
    if (katex !== null) return;
    let mounted = true;
    // After a failure the formula stays empty until another formula, or `withKatex`, has KaTeX.
    katexModule.load().catch(() => undefined);
    void katexModule.arrival.then((loaded) => mounted && setKatex(() => loaded));
    return () => {
      mounted = false;
    };
  }, [katex]);
  return katex;
}

export interface TexProps {
  latex: string;
  /** Whether to use display style: a line of its own, with full-size fractions and sums. */
  display?: boolean;
}

/**
 * A typeset formula, rendered into the element directly: the page's content security policy rejects
 * style attributes in HTML text.
 */
export function Tex({ latex, display = false }: TexProps): ReactElement {
  const ref = useRef<HTMLSpanElement>(null);
  const katex = useKatex();
  useEffect(() => {
    if (ref.current === null || katex === null) return;
    const tree = (katex as unknown as KatexWithTree).__renderToDomTree(latex, {
      displayMode: display,
      throwOnError: false,
      // `\htmlClass` marks values that can be changed; no other command is trusted.
      trust: ({ command }) => command === "\\htmlClass",
      strict: false,
    });
    markOwnWidths(tree);
    ref.current.replaceChildren(tree.toNode());
    for (const svg of ref.current.querySelectorAll<SVGElement>("svg[data-own-width]")) {
      svg.style.width = svg.getAttribute("width") ?? "";
    }
  }, [katex, latex, display]);
  return <span ref={ref} translate="no" className={styles.tex} data-display={display || undefined} />;
}

/** The elements that `render` creates, before they are in the page. */
interface FormulaNode {
  children?: readonly FormulaNode[];
  attributes?: Record<string, string>;
  toNode(): Node;
}

interface KatexWithTree {
  __renderToDomTree(latex: string, options: KatexOptions): FormulaNode;
}

/**
 * KaTeX sets the width of a tall bracket's SVG in a style attribute, which the content security
 * policy rejects. Setting the same width through the DOM is allowed.
 */
function markOwnWidths({ attributes, children = [] }: FormulaNode): void {
  if (attributes?.style !== undefined && attributes.width !== undefined) {
    delete attributes.style;
    attributes["data-own-width"] = "";
  }
  for (const child of children) markOwnWidths(child);
}
