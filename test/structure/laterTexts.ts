import { dirname, join } from "node:path/posix";
import { isNode, type Node, parseModule, walk } from "./moduleFacts";

/** The parts of a module that matter for its texts. */
interface Texts {
  /** Modules that are loaded together with it. */
  imported: string[];
  /** Modules that are loaded when they are needed, without the later texts. */
  lazy: string[];
  /** Keys of the later texts: its strings, and what its templates (`metric.${name}`) can become. */
  keys: string[];
}

/**
 * Modules that show a text of src/i18n/later although nothing loads those texts with them: they are
 * imported lazily, but not through `withLaterTexts`. The page would show keys until the texts
 * arrive. Each entry is `file shows key`. `start` is the module that a page loads first.
 */
export function missingLaterTexts(
  modules: ReadonlyMap<string, string>,
  start: string,
  laterKeys: ReadonlySet<string>,
): string[] {
  const texts = new Map([...modules].map(([path, text]) => [path, readTexts(path, text, modules, laterKeys)]));
  const first = reached([start], texts, (module) => module.imported);
  const loaded = reached([start], texts, (module) => [...module.imported, ...module.lazy]);
  return [...loaded]
    .filter((path) => !first.has(path))
    .flatMap((path) => texts.get(path)!.keys.map((key) => `${path} shows ${key}`))
    .sort();
}

function readTexts(
  path: string,
  text: string,
  modules: ReadonlyMap<string, string>,
  laterKeys: ReadonlySet<string>,
): Texts {
  const texts: Texts = { imported: [], lazy: [], keys: [] };
  const withLaterTexts = new Set<Node>();
  walk(parseModule(path, text), (node) => {
    if (isCallOf(node, "withLaterTexts")) for (const argument of node.arguments as Node[]) withLaterTexts.add(argument);
    if (node.type === "Literal" && laterKeys.has(String(node.value))) texts.keys.push(String(node.value));
    if (node.type === "TemplateLiteral") texts.keys.push(...keysOfTemplate(node.quasis as Node[], laterKeys));
    const target = isNode(node.source) ? targetOf(path, String(node.source.value), modules) : undefined;
    if (target === undefined || node.importKind === "type" || node.exportKind === "type") return;
    if (node.type !== "ImportExpression") texts.imported.push(target);
    else if (!withLaterTexts.has(node)) texts.lazy.push(target);
  });
  return texts;
}

/** The keys that a template can become: it starts with a section's name, and a value has no dot. */
function keysOfTemplate(quasis: readonly Node[], keys: ReadonlySet<string>): string[] {
  const parts = quasis.map(({ value }) => (value as unknown as { cooked: string }).cooked);
  if (!/^\w+\./.test(parts[0]!)) return [];
  const pattern = new RegExp(`^${parts.map((part) => part.replaceAll(".", "\\.")).join("[\\w-]+")}$`);
  return [...keys].filter((key) => pattern.test(key));
}

function isCallOf(node: Node, name: string): boolean {
  return node.type === "CallExpression" && isNode(node.callee) && node.callee.name === name;
}

function targetOf(from: string, specifier: string, modules: ReadonlyMap<string, string>): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const path = join(dirname(from), specifier);
  return [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`, `${path}/index.tsx`].find((file) => modules.has(file));
}

function reached(
  starts: readonly string[],
  texts: ReadonlyMap<string, Texts>,
  next: (module: Texts) => readonly string[],
): Set<string> {
  const seen = new Set(starts);
  for (const path of seen) for (const target of next(texts.get(path)!)) seen.add(target);
  return seen;
}
