import { Fragment, type ReactElement, useState } from "react";
import { Button } from "../../controls";
import { useTranslate } from "../../i18n";
import { Block } from "../shared/Panel";
import { type LossView, useLossView } from "../shared/useLossView";
import styles from "./SourceView.module.css";

/** The loss's PyTorch source, with the parameters' present values where the defaults stand. */
export function SourceView(): ReactElement {
  const t = useTranslate();
  const view = useLossView();
  const [copied, setCopied] = useState(false);
  const pieces = view === null ? [] : sourcePieces(view);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(`${imports}${pieces.map((piece) => piece.text).join("")}`);
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    } catch {
      // Without a clipboard the text can still be selected and copied by hand.
    }
  };
  return (
    <Block
      heading={t("source.heading")}
      detail="PyTorch"
      aside={
        <Button look="text" onClick={() => void copy()}>
          {copied ? t("source.copied") : t("source.copy")}
        </Button>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className={styles.source} tabIndex={0} aria-label={t("source.heading")}>
        <pre>
          <code>
            {pieces.map((piece, i) => (
              <Fragment key={`${i} ${piece.text}`}>
                {piece.kind === "plain" ? piece.text : <span className={styles[piece.kind]}>{piece.text}</span>}
              </Fragment>
            ))}
          </code>
        </pre>
      </section>
    </Block>
  );
}

const imports = "import torch\nimport torch.nn.functional as F\n\n\n";

interface Piece {
  kind: "plain" | "keyword" | "number" | "comment";
  text: string;
}

/** Keywords quiet, comments quieter, and each parameter's default replaced by its value, marked as what can be moved. */
function sourcePieces({ definition, parameters }: LossView): Piece[] {
  const pieces: Piece[] = [];
  const pattern = /(#[^\n]*)|\b(def|return|if|else|elif|class)\b|(\w+)(=)(-?[\d.]+(?:e-?\d+)?)(?=[,)])/g;
  let end = 0;
  for (const match of definition.source.matchAll(pattern)) {
    const [text, comment, keyword, name, equals] = match;
    const value = name === undefined ? undefined : parameters[name];
    if (name !== undefined && value === undefined) continue;
    pieces.push({ kind: "plain", text: definition.source.slice(end, match.index) });
    if (comment !== undefined) pieces.push({ kind: "comment", text: comment });
    else if (keyword !== undefined) pieces.push({ kind: "keyword", text: keyword });
    else {
      pieces.push({ kind: "plain", text: `${name}${equals}` });
      pieces.push({ kind: "number", text: pythonFloat(value!) });
    }
    end = match.index + text.length;
  }
  pieces.push({ kind: "plain", text: definition.source.slice(end).trimEnd() });
  return pieces;
}

function pythonFloat(value: number): string {
  const text = `${value}`;
  return /[.e]/.test(text) ? text : `${text}.0`;
}
