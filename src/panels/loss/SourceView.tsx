import { Fragment, type ReactElement, useMemo, useState } from "react";
import { Button } from "../../controls";
import { useTranslate } from "../../i18n";
import { writtenDefaults, writtenParameters } from "../../language/python/defaults";
import { pythonLiteral } from "../../language/python/literal";
import { lossById } from "../../losses";
import { type GivenParameters, presentParameters } from "../../losses/parameterValues";
import { Block } from "../shared/Panel";
import { useApp } from "../shared/useApp";
import styles from "./SourceView.module.css";

/** The loss's PyTorch source, with the parameters' present values where the defaults stand. */
export function SourceView(): ReactElement {
  const t = useTranslate();
  const { id, parameters } = useApp((state) => state.experiment.loss);
  const [copied, setCopied] = useState(false);
  const pieces = useMemo(() => sourcePieces(lossById(id).source, parameters), [id, parameters]);
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
function sourcePieces(source: string, given: GivenParameters): Piece[] {
  const values = presentParameters(writtenParameters(source), given);
  const pieces: Piece[] = [];
  let end = 0;
  for (const { name, from, to, text } of writtenDefaults(source)) {
    pieces.push(...codePieces(source.slice(end, from)));
    const value = values[name];
    pieces.push({ kind: "number", text: value === undefined ? text : pythonLiteral(value, text) });
    end = to;
  }
  return [...pieces, ...codePieces(source.slice(end).trimEnd())];
}

function codePieces(code: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of code.matchAll(/(#[^\n]*)|\b(?:def|return|if|else|elif|for|in|class)\b/g)) {
    pieces.push({ kind: "plain", text: code.slice(end, match.index) });
    pieces.push({ kind: match[1] === undefined ? "keyword" : "comment", text: match[0] });
    end = match.index + match[0].length;
  }
  return [...pieces, { kind: "plain", text: code.slice(end) }];
}
