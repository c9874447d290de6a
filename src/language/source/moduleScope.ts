import { LossSourceError } from "../errors";
import type { InterpreterApi } from "./interpreterApi";
import { runBody, runStatement } from "./statements";
import { children, type SyntaxNode } from "./tree";
import { Scope, type Value } from "./values";

/**
 * The names at the top of the text. A statement is read when one of its names is first used, so
 * that what the loss does not need (example calls, models, metrics, prints) is left unread.
 */
export class ModuleScope extends Scope {
  readonly #interpreter: InterpreterApi;
  /** The statements that give each name its value, in order, until they are run. */
  readonly #pending = new Map<string, SyntaxNode[]>();
  readonly #done = new Set<number>();
  /** Where the statements that were run begin. */
  get read(): ReadonlySet<number> {
    return this.#done;
  }

  constructor(interpreter: InterpreterApi, top: SyntaxNode) {
    super();
    this.#interpreter = interpreter;
    const { context } = interpreter;
    for (const statement of children(top)) {
      for (const name of boundNames(interpreter, statement, this.#pending)) {
        const list = this.#pending.get(name) ?? [];
        this.#pending.set(name, [...list, statement]);
      }
      if (/^torch\.set_grad_enabled\b/.test(context.source.of(statement))) this.#run(statement);
    }
  }

  override get(name: string): Value | undefined {
    const statements = this.#pending.get(name);
    if (statements !== undefined) {
      this.#pending.delete(name);
      for (const statement of statements) this.#run(statement);
    }
    return super.get(name);
  }

  #run(statement: SyntaxNode): void {
    if (this.#done.has(statement.from)) return;
    this.#done.add(statement.from);
    if (statement.name === "TryStatement") this.#runTry(statement);
    else runStatement(this.#interpreter, statement, this);
  }

  /** `try: import apex … except ImportError: …`: a module that is not read counts as missing. */
  #runTry(statement: SyntaxNode): void {
    const parts = children(statement);
    const [body] = statement.getChildren("Body");
    const handler = statement.getChildren("Body")[1];
    const before = new Set(body === undefined ? [] : children(body).filter(({ name }) => name === "ImportStatement"));
    try {
      if (body !== undefined) runBody(this.#interpreter, body, this);
    } catch (error) {
      if (!(error instanceof LossSourceError) || handler === undefined) throw error;
      runBody(this.#interpreter, handler, this);
      return;
    }
    const names = [...before].flatMap((part) => importedNames(this.#interpreter, part));
    const missing = names.some((name) => super.get(name)?.kind === "unread");
    if (missing && handler !== undefined && parts.some(({ name }) => name === "except"))
      runBody(this.#interpreter, handler, this);
  }
}

/** The names that a statement at the top of the text binds or changes. */
function boundNames(
  interpreter: InterpreterApi,
  statement: SyntaxNode,
  known: ReadonlyMap<string, unknown>,
): readonly string[] {
  const { source } = interpreter.context;
  switch (statement.name) {
    case "FunctionDefinition":
    case "ClassDefinition": {
      const name = statement.getChild("VariableName");
      return name === null ? [] : [source.of(name)];
    }
    case "DecoratedStatement": {
      const inner = statement.getChild("FunctionDefinition") ?? statement.getChild("ClassDefinition");
      const name = inner?.getChild("VariableName");
      return name == null ? [] : [source.of(name)];
    }
    case "ImportStatement":
      return importedNames(interpreter, statement);
    case "AssignStatement":
    case "UpdateStatement":
      return assignedNames(interpreter, statement);
    case "ExpressionStatement": {
      // `weights.append(2.0)` changes a name of the text.
      const call = statement.firstChild;
      const method = call?.name === "CallExpression" ? call.firstChild : null;
      const owner = method?.name === "MemberExpression" ? method.firstChild : null;
      const name = owner?.name === "VariableName" ? source.of(owner) : undefined;
      return name !== undefined && known.has(name) && isPlainName(name) ? [name] : [];
    }
    case "StatementGroup":
    case "IfStatement":
    case "TryStatement":
    case "ForStatement":
    case "WithStatement":
    case "Body":
      return isMainGuard(source.of(statement))
        ? []
        : children(statement).flatMap((part) => boundNames(interpreter, part, known));
    default:
      return [];
  }
}

/** Modules have no methods that change them. */
function isPlainName(name: string): boolean {
  return !["torch", "nn", "F", "np", "math", "plt", "os", "sys", "logging", "warnings", "random"].includes(name);
}

export function isMainGuard(text: string): boolean {
  return /^if\s*\(?\s*(__name__\s*==|['"]__main__['"]\s*==)/.test(text);
}

function importedNames({ context }: InterpreterApi, statement: SyntaxNode): string[] {
  const text = context.source.of(statement).replace(/#[^\n]*/g, "");
  const list = /\bimport\b([\s\S]*)$/.exec(text)?.[1] ?? "";
  return list
    .replace(/[()\\\n]/g, " ")
    .split(",")
    .map((item) => item.trim().split(/\s+as\s+/))
    .map(([path, alias]) => alias ?? path!.split(".")[0]!)
    .filter((name) => name !== "");
}

function assignedNames({ context }: InterpreterApi, statement: SyntaxNode): string[] {
  const parts = children(statement);
  const lastOp = parts.findLastIndex(({ name }) => name === "AssignOp" || name === "UpdateOp");
  return parts
    .slice(0, lastOp < 0 ? parts.length : lastOp)
    .flatMap((part) => targetNames(context.source.of(part), part));
}

function targetNames(text: string, part: SyntaxNode): string[] {
  if (part.name === "VariableName") return [text];
  if (part.name === "MemberExpression") return [/^\w+/u.exec(text)?.[0] ?? ""];
  if (part.name === "TupleExpression" || part.name === "ArrayExpression")
    return text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
  return [];
}
