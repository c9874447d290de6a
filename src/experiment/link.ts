/**
 * The experiment in the page's address: `#e=1.<base64url of deflated JSON>`, where the JSON holds
 * what differs from the defaults and 1 is the version of this form. A link comes from anywhere:
 * reading one never throws, costs bounded time and memory, and names what it could not use.
 */
import { tutorialExperiment } from "./defaults";
import type { Experiment } from "./experiment";
import { type DroppedField, parseExperiment } from "./schema";

const version = "1";
/** The largest experiment the schema allows makes a link of about 7,000 characters. */
export const MAX_LINK_CHARACTERS = 16_384;
/** Limit for the inflated JSON. A few hundred bytes of deflate can expand to megabytes. */
export const MAX_SETTINGS_BYTES = 65_536;
/**
 * Bytes inflated at a time, so that a decompression bomb is stopped after one slice: at most 1,032
 * × this.
 */
const sliceBytes = 256;

/** Why a link as a whole could not be read. `damaged`: truncated or altered. */
export type LinkProblem = "too-long" | "version" | "damaged" | "too-large" | "not-settings";

export interface DroppedLink extends DroppedField {
  /** Set if the whole link was dropped. */
  problem?: LinkProblem;
}

export interface LinkedExperiment {
  experiment: Experiment;
  dropped: DroppedLink[];
}

/**
 * The hash, with its `#`, of a link to this experiment. Fields that do not fit the schema are left
 * out, because reading would drop them.
 */
export async function encodeExperimentLink(experiment: Experiment): Promise<string> {
  const valid = parseExperiment(experiment).experiment;
  const bytes = new TextEncoder().encode(JSON.stringify(whatDiffers(valid)));
  return `#e=${version}.${toBase64Url(await deflate(bytes))}`;
}

/**
 * The experiment in a page's hash; null if there is none. An unreadable link gives the defaults and
 * the reason.
 */
export async function decodeExperimentLink(hash: string): Promise<LinkedExperiment | null> {
  if (hash.length > MAX_LINK_CHARACTERS) {
    return startsLikeLink(hash)
      ? unreadable("too-long", `${hash.length} characters`, `at most ${MAX_LINK_CHARACTERS} characters`)
      : null;
  }
  const link = linkIn(hash);
  if (link === null) return null;
  const [given, data] = splitVersion(link);
  if (given !== version) return unreadable("version", `version ${shortened(given)}`, `version ${version}`);
  const bytes = fromBase64Url(data);
  if (bytes === null) return unreadable("damaged", shortened(data), "a complete link");
  const inflated = await inflate(bytes);
  if (inflated === "damaged") return unreadable("damaged", shortened(data), "a complete link");
  if (inflated === "too-large") {
    return unreadable("too-large", "more", `at most ${MAX_SETTINGS_BYTES} bytes of settings`);
  }
  try {
    return parseExperiment(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(inflated)));
  } catch {
    return unreadable("not-settings", shortened(data), "settings in JSON");
  }
}

function startsLikeLink(hash: string): boolean {
  return /^#?e=/.test(hash.slice(0, 4));
}

/**
 * The `e` among the hash's parts. Messengers escape characters and append punctuation to links;
 * both are undone.
 */
function linkIn(hash: string): string | null {
  const part = hash
    .replace(/^#/, "")
    .split("&")
    .find((entry) => entry.startsWith("e="));
  if (part === undefined) return null;
  let link = part.slice(2);
  try {
    link = decodeURIComponent(link);
  } catch {
    // A stray % is damage, which the code below reports.
  }
  return link.replace(/[\s.,;:!?)\]}>"'”’。，）】]+$/u, "");
}

function splitVersion(link: string): [version: string, data: string] {
  const dot = link.indexOf(".");
  return dot === -1 ? [link, ""] : [link.slice(0, dot), link.slice(dot + 1)];
}

function unreadable(problem: LinkProblem, given: string, expected: string): LinkedExperiment {
  const { experiment } = parseExperiment({});
  return { experiment, dropped: [{ path: "link", given, expected, used: "the defaults", problem }] };
}

function shortened(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}

type Json = { [key: string]: unknown };

/**
 * What a link must contain: everything that reading would not complete by itself. The optimiser's
 * defaults depend on its name, the data set's on its kind.
 */
function whatDiffers(experiment: Experiment): Json {
  const { dataset, optimizer } = experiment;
  const completed = parseExperiment({
    dataset: { kind: dataset.kind },
    optimizer: { name: optimizer.name },
  }).experiment;
  const base = {
    ...completed,
    dataset: { ...completed.dataset, kind: tutorialExperiment.dataset.kind },
    optimizer: { ...completed.optimizer, name: tutorialExperiment.optimizer.name },
  };
  return differences(experiment as unknown as Json, base as unknown as Json);
}

function differences(value: Json, base: Json): Json {
  const result: Json = {};
  for (const key of Object.keys(value)) {
    const [own, other] = [value[key], base[key]];
    if (isObject(own) && isObject(other)) {
      const inner = differences(own, other);
      if (Object.keys(inner).length > 0) result[key] = inner;
    } else if (JSON.stringify(own) !== JSON.stringify(other)) result[key] = own;
  }
  return result;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array | "damaged" | "too-large"> {
  const reader = inSlices(bytes).pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const result = new Uint8Array(MAX_SETTINGS_BYTES);
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return result.subarray(0, length);
      if (length + value.length > result.length) {
        // The rest of the stream, and the result of cancelling it, do not matter.
        reader.cancel().catch(() => undefined);
        return "too-large";
      }
      result.set(value, length);
      length += value.length;
    }
  } catch {
    return "damaged";
  }
}

function inSlices(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let offset = 0;
  return new ReadableStream({
    pull(controller) {
      if (offset >= bytes.length) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.slice(offset, offset + sliceBytes));
      offset += sliceBytes;
    },
  });
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  // A single character left over from a group of four cannot encode a byte.
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
