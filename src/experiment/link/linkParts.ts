/**
 * The parts of a page's hash: `#view=sweep&e=1.…&p=1.…`. Messengers, mail and word processors
 * escape links, break them, and add to them; all that is undone before the hash is split.
 */

/** Much longer hashes hold no link, and reading them would take time. */
const MAX_HASH_CHARACTERS = 131_072;
/** Programs in a row that each escape the escapes of the one before. */
const MAX_ROUNDS = 5;
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: "&", equals: "=", period: ".", lowbar: "_", num: "#" },
  ...{ quot: '"', apos: "'", lt: "<", gt: ">", nbsp: " " },
};
/** A line break, and what a mail program writes before the next line of a quoted mail. */
const QUOTED_BREAK = /[\r\n]+[\s>|]*/g;
/** White space, soft hyphens, and characters without a width. */
const INVISIBLE = /[\s\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]/gu;
/** What stands around a link in a sentence. */
const AROUND = /^[("'“‘<[{]+|[.,;:!?)\]}>"'”’»*。，；：！？）】》」]+$/gu;

/** The values of each part by its name, in their order; names are in lower case. */
export function linkParts(hash: string): ReadonlyMap<string, readonly string[]> {
  const parts = new Map<string, string[]>();
  for (const entry of unescaped(hash.slice(0, MAX_HASH_CHARACTERS))
    .replace(/^[#!/?]+/, "")
    .split("&")) {
    const at = entry.indexOf("=");
    if (at === -1) continue;
    const name = entry.slice(0, at).toLowerCase();
    parts.set(name, [...(parts.get(name) ?? []), entry.slice(at + 1).replace(AROUND, "")]);
  }
  return parts;
}

/** `#view=sweep&e=1.…`; parts without a value are left out. Empty if all are. */
export function hashOf(parts: Readonly<Record<string, string | null>>): string {
  const entries = Object.entries(parts).filter(([, value]) => value !== null);
  return entries.length === 0 ? "" : `#${entries.map(([name, value]) => `${name}=${value}`).join("&")}`;
}

function unescaped(hash: string): string {
  let text = hash;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = text;
    text = text
      // Quoted-printable breaks lines after an equals sign of its own.
      .replace(/(\b(?:view|lang|e|p)=)?=?[\r\n]+/gi, (_, name = "") => `${name}\n`)
      .replace(/=3D/gi, "=")
      .replace(QUOTED_BREAK, "")
      .replace(/(?:%[0-9a-f]{2})+/gi, decoded)
      .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, entity)
      // JSON's escapes.
      .replace(/\\u00([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      .replace(INVISIBLE, "");
    if (text === before) break;
  }
  return text;
}

function decoded(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return escapes;
  }
}

function entity(text: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? text;
  const code = decimal === undefined ? Number.parseInt(hexadecimal!, 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : text;
}
