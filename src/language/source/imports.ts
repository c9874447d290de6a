import type { InterpreterApi } from "./interpreterApi";
import { moduleByPath } from "./library/modulesByPath";
import { children, type SyntaxNode } from "./tree";
import type { Scope, UnreadValue, Value } from "./values";

/**
 * `import torch.nn as nn`, `from torch import nn, Tensor`: binds names to the known modules. A name
 * from any other module is refused where it is used.
 */
export function readImport(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): void {
  const { context } = interpreter;
  const parts = children(statement);
  const textOf = (nodes: readonly SyntaxNode[]) => nodes.map((node) => context.source.of(node)).join("");
  const importAt = parts.findIndex((part) => part.name === "import");
  const from = parts[0]!.name === "from" ? textOf(parts.slice(1, importAt)) : undefined;
  const home = from === undefined ? undefined : moduleByPath(context, from);
  const unread = (path: string): UnreadValue => ({
    kind: "unread",
    module: from ?? path,
    error: (at) =>
      context.error(
        at,
        "import",
        `${from === undefined ? path : `${path} from ${from}`} is not in the text and not a module that is read here`,
        "Only torch, math, numpy on plain numbers and typing are; paste the function's text above the loss",
      ),
  });
  for (const item of splitAtCommas(parts.slice(importAt + 1))) {
    const asAt = item.findIndex((part) => part.name === "as");
    const path = textOf(asAt < 0 ? item : item.slice(0, asAt));
    const alias = asAt < 0 ? undefined : textOf(item.slice(asAt + 1));
    const found: Value | undefined = from === undefined ? moduleByPath(context, path) : home?.member(path);
    const value = found ?? unread(path);
    if (alias !== undefined) scope.set(alias, value);
    else if (from !== undefined) scope.set(path, value);
    else {
      const root = path.split(".")[0]!;
      scope.set(root, moduleByPath(context, root) ?? value);
    }
  }
}

function splitAtCommas(parts: readonly SyntaxNode[]): SyntaxNode[][] {
  const items: SyntaxNode[][] = [[]];
  for (const part of parts) {
    if (part.name === ",") items.push([]);
    else if (part.name !== "(" && part.name !== ")") items.at(-1)!.push(part);
  }
  return items.filter((item) => item.length > 0);
}
