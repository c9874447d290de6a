import type { ReadEntry } from "../reading";
import type { Context } from "./context";
import type { Interpreter, ParameterDeclaration } from "./interpreter";
import { isMainGuard, type ModuleScope } from "./moduleScope";
import { children, type SyntaxNode } from "./tree";
import { type ClassValue, type FunctionValue, forwardOf } from "./values";

/**
 * Which function or class of a text is the loss: one that no other loss calls, that takes a
 * prediction and a target, and whose name or use says so.
 */
export interface Candidate {
  readonly name: string;
  readonly kind: ReadEntry["kind"];
  readonly node: SyntaxNode;
  /** Names used in its body. */
  readonly uses: ReadonlySet<string>;
  readonly rank: number;
}

const LOSS = /loss|criterion|objective|cross_?entropy|^(bce|ce|nll|mse|mae|rmse|kld?)$|penalty|divergence/i;
const OTHER =
  /metric|acc(uracy)?($|_)|precision|recall|auc|^hit|hit_rate|score|coeff?icient|eval|train|valid|^test|^main$|plot|draw|show|model|net($|work)|layer|block|encoder|decoder|optimi[sz]er|dataset|loader|transform|^get_|^make_|^build_|^to_|^load|^save|^run|^fit$|_step$|epoch|^collate|^log_|^check|^compute_(?!.*loss)|weights?$|one_?hot/i;

/** The functions and classes at the top of the text, in its order. */
export function findCandidates(context: Context, interpreter: Interpreter, top: SyntaxNode): Candidate[] {
  const { source } = context;
  const nodes = definitionsIn(top);
  const names = new Map(nodes.map((node) => [source.of(node.getChild("VariableName")!), node]));
  const found = [...names].map(([name, node]) => {
    const kind = node.name === "ClassDefinition" ? ("class" as const) : ("function" as const);
    return { name, kind, node, uses: namesIn(context, node), takes: takesTwo(context, interpreter, node, names) };
  });
  const usedAsLoss = lossUses(source.text);
  const isLossLike = ({ name, takes }: (typeof found)[number]) => takes && !(OTHER.test(name) && !LOSS.test(name));
  return found.map((candidate) => {
    const { name, kind, takes } = candidate;
    const called = found.some((other) => other.name !== name && other.uses.has(name) && isLossLike(other));
    // Tens decide: what a candidate is counts more than how it is called.
    const rank =
      (takes ? 100 : 0) +
      (called ? 0 : 40) +
      (isLossLike(candidate) ? 20 : 0) +
      (LOSS.test(name) ? 8 : 0) +
      (usedAsLoss.has(name) ? 8 : 0) +
      (kind === "class" ? 4 : 0);
    return { name, kind, node: candidate.node, uses: candidate.uses, rank };
  });
}

/** The likeliest first; of equals the last in the text. */
export function inOrder(candidates: readonly Candidate[]): Candidate[] {
  return candidates
    .map((candidate, i) => ({ candidate, i }))
    .sort((a, b) => b.candidate.rank - a.candidate.rank || b.i - a.i)
    .map(({ candidate }) => candidate);
}

function definitionsIn(top: SyntaxNode): SyntaxNode[] {
  return children(top).flatMap((statement) => {
    const inner =
      statement.name === "DecoratedStatement"
        ? (statement.getChild("FunctionDefinition") ?? statement.getChild("ClassDefinition"))
        : statement;
    const isDefinition = inner?.name === "FunctionDefinition" || inner?.name === "ClassDefinition";
    return isDefinition && inner.getChild("VariableName") !== null ? [inner] : [];
  });
}

function namesIn({ source }: Context, node: SyntaxNode): Set<string> {
  const names = new Set<string>();
  node.cursor().iterate((part) => {
    if (part.name === "VariableName") names.add(source.of(part));
  });
  return names;
}

/** Whether it can be called with a prediction and a target. */
function takesTwo(
  context: Context,
  interpreter: Interpreter,
  node: SyntaxNode,
  names: ReadonlyMap<string, SyntaxNode>,
): boolean {
  if (node.name === "FunctionDefinition") return twoOf(interpreter, node, 0);
  const forward = forwardIn(context, node, names, 0);
  return forward !== undefined && twoOf(interpreter, forward, 1);
}

function twoOf(interpreter: Interpreter, definition: SyntaxNode, own: number): boolean {
  let declared: readonly ParameterDeclaration[];
  try {
    declared = interpreter.declarations(definition).slice(own);
  } catch {
    return false;
  }
  const [first, second] = declared;
  const one = (argument: ParameterDeclaration | undefined) =>
    argument !== undefined && !argument.keywordOnly && argument.collects === undefined;
  return one(first) && one(second) && second!.defaultAt === undefined && first!.name !== second!.name;
}

/** The forward of a class or of its nearest base class in the text. */
function forwardIn(
  context: Context,
  node: SyntaxNode,
  names: ReadonlyMap<string, SyntaxNode>,
  depth: number,
): SyntaxNode | undefined {
  const methods = children(node.getChild("Body")!).map((statement) =>
    statement.name === "DecoratedStatement" ? statement.getChild("FunctionDefinition") : statement,
  );
  for (const wanted of ["forward", "__call__"]) {
    const found = methods.find((method) => {
      const name = method?.name === "FunctionDefinition" ? method.getChild("VariableName") : null;
      return name !== null && name !== undefined && context.source.of(name) === wanted;
    });
    if (found != null) return found;
  }
  const list = node.getChild("ArgList");
  for (const part of list === null || depth > 8 ? [] : children(list)) {
    const base = names.get(context.source.of(part));
    const inherited = base?.name === "ClassDefinition" ? forwardIn(context, base, names, depth + 1) : undefined;
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}

/** Names that are made the criterion anywhere: `criterion = FocalLoss()`, `loss = focal(p, y)`. */
function lossUses(text: string): Set<string> {
  const uses = text.matchAll(/\b(?:criterion|loss_?f(?:n|unc|unction)?|loss|cost|objective)\w*\s*=\s*(\w+)\s*\(/g);
  return new Set([...uses].map(([, name]) => name!));
}

/** The class or function itself. */
export function readCandidate(scope: ModuleScope, { name }: Candidate): ClassValue | FunctionValue | undefined {
  const value = scope.get(name);
  return value?.kind === "class" || value?.kind === "function" ? value : undefined;
}

export function readForward(context: Context, loss: ClassValue): FunctionValue {
  const forward = forwardOf(loss);
  if (forward !== undefined) return forward.value;
  throw context.error(
    loss.nameNode,
    "missing forward",
    `${loss.name} has no forward`,
    "Give the class a forward(self, y_pred, y_true)",
  );
}

/** What is left unread at the top of the text, besides what was noted while reading. */
export function noteUnread(context: Context, scope: ModuleScope, top: SyntaxNode): void {
  for (const statement of children(top)) {
    if (scope.read.has(statement.from) || statement.name === "ImportStatement") continue;
    const text = context.source.of(statement);
    const isText =
      statement.name === "ExpressionStatement" && /^(String|ContinuedString)$/.test(statement.firstChild!.name);
    if (isText || statement.name === "PassStatement" || statement.name === ";") continue;
    const isDefinition = /^(FunctionDefinition|ClassDefinition|DecoratedStatement)$/.test(statement.name);
    const firstLine = { from: statement.from, to: statement.from + (text.indexOf("\n") + 1 || text.length + 1) - 1 };
    context.leaveUnread(firstLine, isDefinition ? "other" : isMainGuard(text) ? "main" : "example");
  }
}
