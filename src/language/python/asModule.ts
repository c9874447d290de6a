import { children, SourceText, type SyntaxNode } from "../source/tree";

/**
 * The class form of a loss that is written as a function: an nn.Module whose `__init__` takes the
 * function's keywords with their defaults, and whose `forward` takes its tensors. A source that
 * contains a class is its own class form. Throws LossSourceError if the source is not Python.
 *
 * In the body every use of a keyword becomes `self.<name>`. A keyword that the body reassigns
 * (`alpha = torch.tensor(alpha)`) is copied from `self` on the first line instead.
 */
export function asModule(text: string): string {
  const source = new SourceText(text);
  const parts = children(source.top);
  if (parts.some((part) => part.name === "ClassDefinition")) return text.trimEnd();
  const definition = parts.filter((part) => part.name === "FunctionDefinition").at(-1);
  if (definition === undefined) return text.trimEnd();

  const name = source.of(definition.getChild("VariableName")!);
  const { tensors, keywords } = argumentsOf(source, definition);
  const names = new Set(keywords.map((keyword) => keyword.name));
  const body = definition.getChild("Body")!;
  const rebound = boundNames(source, body, names);
  const own = new Set([...names].filter((keyword) => !rebound.has(keyword)));
  const first = children(body).find((part) => part.name !== ":")!;
  const headerEnd = source.text.indexOf("\n", body.from) + 1;
  // `def f(x): return x` has its body on the header's line.
  const onHeader = headerEnd === 0 || headerEnd > first.from;
  const written = withSelf(source, body, own, onHeader ? first.from : headerEnd).trimEnd();
  const statements = indented(onHeader ? `    ${written}` : written);

  const className = moduleName(name);
  const before = source.text.slice(0, definition.from).trimEnd();
  const lines = [
    `class ${className}(nn.Module):`,
    ...(keywords.length === 0
      ? []
      : [
          `    def __init__(self, ${keywords.map((keyword) => keyword.text).join(", ")}):`,
          "        super().__init__()",
          ...keywords.map((keyword) => `        self.${keyword.name} = ${keyword.name}`),
          "",
        ]),
    `    def forward(self, ${tensors.join(", ")}):`,
    ...[...rebound].map((keyword) => `        ${keyword} = self.${keyword}`),
    statements,
  ];
  return `${before === "" ? "" : `${before}\n\n\n`}${lines.join("\n")}`;
}

/** `focal_loss` → `FocalLoss`, `bce_with_logits` → `BceWithLogitsLoss`. */
export function moduleName(functionName: string): string {
  const words = functionName.split("_").filter((word) => word !== "");
  const name = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
  return /loss/i.test(name) ? name : `${name}Loss`;
}

interface Keyword {
  readonly name: string;
  /** As written: `gamma=2.0`. */
  readonly text: string;
}

/** A function's arguments without a default are tensors, the others keywords. */
function argumentsOf(source: SourceText, definition: SyntaxNode): { tensors: string[]; keywords: Keyword[] } {
  const tensors: string[] = [];
  const keywords: Keyword[] = [];
  const parts = children(definition.getChild("ParamList")!);
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (part.name !== "VariableName") continue;
    let end = i;
    while (parts[end + 1] !== undefined && ![",", ")"].includes(parts[end + 1]!.name)) end++;
    const name = source.of(part);
    const written = parts.slice(i, end + 1);
    if (written.some((piece) => piece.name === "AssignOp")) {
      keywords.push({ name, text: source.text.slice(part.from, written.at(-1)!.to) });
    } else tensors.push(name);
    i = end;
  }
  return { tensors, keywords };
}

/** The `names` that the body reassigns somewhere. */
function boundNames(source: SourceText, body: SyntaxNode, names: ReadonlySet<string>): Set<string> {
  const bound = new Set<string>();
  const bind = (node: SyntaxNode | null) => {
    if (node === null) return;
    if (node.name === "VariableName" && names.has(source.of(node))) bound.add(source.of(node));
    if (/^(Tuple|Array|Parenthesized)Expression$/.test(node.name)) for (const part of children(node)) bind(part);
  };
  visit(body, (node) => {
    const parts = children(node);
    switch (node.name) {
      case "AssignStatement":
      case "NamedExpression": {
        const last = parts.findLastIndex((part) => part.name === "AssignOp");
        for (const part of parts.slice(0, last)) bind(part);
        break;
      }
      case "UpdateStatement":
        bind(parts[0] ?? null);
        break;
      case "ForStatement":
      case "ArrayComprehensionExpression":
      case "ComprehensionExpression":
      case "SetComprehensionExpression":
      case "DictionaryComprehensionExpression":
        bindLoopTargets(parts, bind);
        break;
      case "ParamList":
        for (const [i, part] of parts.entries()) if (parts[i - 1]?.name !== "AssignOp") bind(part);
        break;
      case "FunctionDefinition":
        bind(node.getChild("VariableName"));
        break;
    }
  });
  return bound;
}

/** The target of a loop: the part between `for` and `in`. */
function bindLoopTargets(parts: readonly SyntaxNode[], bind: (node: SyntaxNode) => void): void {
  let inTargets = false;
  for (const part of parts) {
    if (part.name === "for") inTargets = true;
    else if (part.name === "in") inTargets = false;
    else if (inTargets) bind(part);
  }
}

/** The body's text from `start`, with `self.` before every use of the names. */
function withSelf(source: SourceText, body: SyntaxNode, names: ReadonlySet<string>, start: number): string {
  let text = "";
  let end = start;
  visit(body, (node) => {
    if (node.name !== "VariableName" || !names.has(source.of(node)) || isKeywordOfCall(node)) return;
    text += `${source.text.slice(end, node.from)}self.${source.of(node)}`;
    end = node.to;
  });
  return text + source.text.slice(end, body.to);
}

/** Whether this is the left `alpha` of `f(alpha=alpha)`. */
function isKeywordOfCall(node: SyntaxNode): boolean {
  return node.parent?.name === "ArgList" && node.nextSibling?.name === "AssignOp";
}

/** Sorted by position in the text. */
function visit(node: SyntaxNode, see: (node: SyntaxNode) => void): void {
  see(node);
  for (let child = node.firstChild; child; child = child.nextSibling) visit(child, see);
}

/** Indents by one level; empty lines stay empty. */
function indented(text: string): string {
  return text.replace(/^(?=[^\n])/gm, "    ");
}
