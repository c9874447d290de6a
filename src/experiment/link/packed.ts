/**
 * Settings as text for an address: `1.<base64url of deflated JSON>`, 1 being the version of this
 * form. Such a text comes from anywhere: reading it never throws and costs bounded time and memory.
 */
import { inflate } from "./inflate";

const version = "1";
/** The largest experiment that the schema allows takes about 7,000 characters. */
export const MAX_PACKED_CHARACTERS = 16_384;
/** Limit for the inflated JSON. A few hundred bytes of deflate can expand to megabytes. */
export const MAX_JSON_BYTES = 65_536;
const MOST_STORED = 0xffff;

/** Why a packed text could not be read. `damaged`: cut short or altered. */
export type PackedProblem = "too-long" | "version" | "damaged" | "too-large" | "not-settings";

export interface Unreadable {
  problem: PackedProblem;
  /** What was found, shortened for a sentence. */
  given: string;
  /** Completes "expected …". */
  expected: string;
}

/** `value` must be JSON. */
export async function pack(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return `${version}.${toBase64Url((await deflated(bytes)) ?? stored(bytes))}`;
}

/**
 * What `pack` was given. Characters that a link never has are taken for additions of the programs
 * that it went through: quotation marks, line breaks with `>`, the full stop of a sentence.
 */
export function unpack(text: string): { value: unknown } | Unreadable {
  if (text.length > MAX_PACKED_CHARACTERS) {
    const expected = `at most ${MAX_PACKED_CHARACTERS} characters`;
    return { problem: "too-long", given: `${text.length} characters`, expected };
  }
  const dot = text.indexOf(".");
  const [given, data] = dot === -1 ? [text, ""] : [text.slice(0, dot), text.slice(dot + 1)];
  if (given !== version) {
    return { problem: "version", given: `version ${shortened(given)}`, expected: `version ${version}` };
  }
  const inflated = inflate(fromBase64Url(data), MAX_JSON_BYTES);
  if (inflated === "damaged")
    return { problem: "damaged", given: shortened(data) || "nothing", expected: "a complete link" };
  if (inflated === "too-large") {
    return { problem: "too-large", given: "more", expected: `at most ${MAX_JSON_BYTES} bytes of settings` };
  }
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(inflated)) };
  } catch {
    return { problem: "not-settings", given: shortened(data), expected: "settings in JSON" };
  }
}

/** Null in browsers that cannot (before Safari 16.4, Firefox 113, Chrome 103). */
async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array | null> {
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    return null;
  }
}

/** Uncompressed, in the form of deflate: every reader of links can read it. */
function stored(bytes: Uint8Array): Uint8Array {
  const blocks: number[] = [];
  for (let start = 0; start < Math.max(1, bytes.length); start += MOST_STORED) {
    const block = bytes.subarray(start, start + MOST_STORED);
    const isLast = start + block.length >= bytes.length;
    const length = [block.length & 0xff, block.length >> 8];
    blocks.push(Number(isLast), ...length, ...length.map((byte) => byte ^ 0xff), ...block);
  }
  return Uint8Array.from(blocks);
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array {
  const base64 = text
    .replaceAll("-", "+")
    .replaceAll("_", "/")
    .replaceAll(/[^A-Za-z0-9+/]/g, "");
  // A single character left over from a group of four cannot encode a byte.
  const binary = atob(base64.length % 4 === 1 ? base64.slice(0, -1) : base64);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function shortened(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}
