import { parseSync } from "vite";

export interface ModuleFacts {
  /** Static, dynamic and type imports, re-exports included. */
  imports: { specifier: string; line: number; typeOnly: boolean }[];
  uses: { name: "navigator.gpu" | "new Worker" | "page"; line: number }[];
}

/** A node of the syntax tree, in ESTree's shape with TypeScript's additions. */
export interface Node {
  type: string;
  start: number;
  [field: string]: unknown;
}

const WORKER_CONSTRUCTORS = new Set(["Worker", "SharedWorker"]);
const PAGE_GLOBALS = new Set(["document", "window", "localStorage", "sessionStorage"]);

/**
 * The imports of a module and its uses of the page's globals, with line numbers. Throws if the
 * module does not parse.
 */
export function readModule(path: string, text: string): ModuleFacts {
  const facts: ModuleFacts = { imports: [], uses: [] };
  const lineOf = (node: Node) => lineAt(text, node);

  walk(parseModule(path, text), (node) => {
    const source = node.source ?? (node.type === "TSImportType" ? node.argument : undefined);
    if (isNode(source)) addImport(node, source);
    const name = usedName(node);
    if (name) facts.uses.push({ name, line: lineOf(node) });
  });
  return facts;

  function addImport(node: Node, source: Node) {
    const literal = source.type === "TSLiteralType" ? (source.literal as Node) : source;
    if (typeof literal.value !== "string") return;
    facts.imports.push({ specifier: literal.value, line: lineOf(node), typeOnly: isTypeOnly(node) });
    // Vite's ?worker import gives a class whose construction starts a worker.
    if (/[?&](shared)?worker\b/.test(literal.value)) facts.uses.push({ name: "new Worker", line: lineOf(node) });
  }
}

/** The syntax tree of a module. Throws if the module does not parse. */
export function parseModule(path: string, text: string): Node {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  return program as unknown as Node;
}

/** The line on which a node begins, counted from 1. */
export function lineAt(text: string, node: Node): number {
  return text.slice(0, node.start).split("\n").length;
}

/** `import type`, `export type`, `import("…").T`, or named bindings that are all types. */
function isTypeOnly(node: Node): boolean {
  if (node.type === "TSImportType" || node.importKind === "type" || node.exportKind === "type") return true;
  const specifiers = node.specifiers;
  if (!Array.isArray(specifiers) || specifiers.length === 0) return false;
  return specifiers.every((specifier: Node) => specifier.importKind === "type" || specifier.exportKind === "type");
}

function usedName(node: Node): ModuleFacts["uses"][number]["name"] | undefined {
  if (node.type === "NewExpression" && isNode(node.callee)) {
    const called = node.callee.type === "MemberExpression" ? (node.callee.property as Node) : node.callee;
    if (WORKER_CONSTRUCTORS.has(String(called.name))) return "new Worker";
  }
  if (node.type === "MemberExpression" && isNode(node.object)) {
    if (propertyName(node) === "gpu" && mentionsNavigator(node.object)) return "navigator.gpu";
    if (node.object.type === "Identifier" && PAGE_GLOBALS.has(String(node.object.name))) return "page";
  }
  if (node.type === "BinaryExpression" && node.operator === "in" && (node.left as Node).value === "gpu")
    return "navigator.gpu";
  if (node.type === "VariableDeclarator" && isNode(node.id) && node.id.type === "ObjectPattern" && isNode(node.init)) {
    const taken = (node.id.properties as Node[]).map((property) => (property.key as Node | undefined)?.name);
    if (taken.includes("gpu") && mentionsNavigator(node.init)) return "navigator.gpu";
  }
  return undefined;
}

/** The name of a member that is accessed by a constant name, `a.b` or `a["b"]`. */
export function propertyName(member: Node): unknown {
  const property = member.property as Node;
  return member.computed ? property.value : property.name;
}

/** `navigator`, `self.navigator`, `(navigator as …)`. */
function mentionsNavigator(node: Node): boolean {
  let found = false;
  walk(node, (inner) => {
    if (inner.type === "Identifier" && inner.name === "navigator") found = true;
  });
  return found;
}

/** Visits a node, then all below it. */
export function walk(node: Node, visit: (node: Node) => void) {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit);
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}
