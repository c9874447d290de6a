import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { FixtureError } from "./encoding";

/** Reads a JSON file, gzipped or not: its first bytes decide. Throws FixtureError. */
export function readFixture(path: string): unknown {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new FixtureError(path, "a readable file", messageOf(error));
  }
  const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return JSON.parse((gzipped ? gunzipSync(bytes) : bytes).toString("utf8"));
  } catch (error) {
    throw new FixtureError(path, gzipped ? "gzipped JSON" : "JSON", messageOf(error));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
