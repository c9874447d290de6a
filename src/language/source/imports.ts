import type { InterpreterApi } from "./interpreterApi";
import { moduleByPath } from "./library/modulesByPath";
import { children, type SyntaxNode } from "./tree";
import type { Scope, Value } from "./values";

/**
 * `import torch.nn as nn`, `from torch import nn, Tensor`: binds names to the known modules; every
 * other module is refused.
 */
export function readImport(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): void {
  const { context } = interpreter;
  const parts = children(statement);
  const refuse = (path: string): never => {
    throw context.error(
      statement,
      "import",
      `${path} cannot be imported`,
      "Only torch, math and typing can; the rest must be in the text",
    );
  };
  const textOf = (nodes: readonly SyntaxNode[]) => nodes.map((node) => context.source.of(node)).join("");
  const importAt = parts.findIndex((part) => part.name === "import");
  const from = parts[0]!.name === "from" ? textOf(parts.slice(1, importAt)) : undefined;
  const home = from === undefined ? undefined : (moduleByPath(context, from) ?? refuse(from));
  for (const item of splitAtCommas(parts.slice(importAt + 1))) {
    const asAt = item.findIndex((part) => part.name === "as");
    const path = textOf(asAt < 0 ? item : item.slice(0, asAt));
    const alias = asAt < 0 ? undefined : textOf(item.slice(asAt + 1));
    const value: Value | undefined =
      home === undefined ? moduleByPath(context, path) : home.kind === "module" ? home.member(path) : undefined;
    if (value === undefined) refuse(from === undefined ? path : `${path} from ${from}`);
    else if (alias !== undefined) scope.set(alias, value);
    else if (home !== undefined) scope.set(path, value);
    else scope.set(path.split(".")[0]!, moduleByPath(context, path.split(".")[0]!)!);
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
