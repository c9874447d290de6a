import type { ReactElement } from "react";
import { writtenDefaults } from "../../../language/python/defaults";
import styles from "./HighlightedCode.module.css";

/** Python code: keywords and comments are subdued, the values that can be changed are marked. */
export function HighlightedCode({ code }: { code: string }): ReactElement {
  return (
    <>
      {sourcePieces(code).map((piece, i) => (
        <span key={`${i} ${piece.text}`} className={piece.kind === "plain" ? undefined : styles[piece.kind]}>
          {piece.text}
        </span>
      ))}
    </>
  );
}

interface Piece {
  kind: "plain" | "keyword" | "number" | "comment";
  text: string;
}

function sourcePieces(code: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { from, to, text } of writtenDefaults(code)) {
    pieces.push(...plainPieces(code.slice(end, from)), { kind: "number", text });
    end = to;
  }
  return [...pieces, ...plainPieces(code.slice(end))];
}

function plainPieces(code: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of code.matchAll(/(#[^\n]*)|\b(?:def|return|if|else|elif|for|in|class)\b/g)) {
    pieces.push({ kind: "plain", text: code.slice(end, match.index) });
    pieces.push({ kind: match[1] === undefined ? "keyword" : "comment", text: match[0] });
    end = match.index + match[0].length;
  }
  return [...pieces, { kind: "plain", text: code.slice(end) }];
}
