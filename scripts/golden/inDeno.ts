import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { ensureDeno } from "../deno.mjs";
import { serveModules } from "../moduleServer";

/**
 * Calls an exported function of a module of the project in Deno. `path` starts at the project's
 * root. Argument and result may be anything that can be cloned.
 *
 * The first call installs Deno. Throws if it cannot be installed or ends with an error.
 */
export async function callInDeno<Result>(path: string, name: string, argument: unknown): Promise<Result> {
  const deno = ensureDeno();
  if (deno === undefined) throw new Error("the npm package deno could not be installed");
  const server = await serveModules();
  const exchange = mkdtempSync(join(tmpdir(), "losscope-deno-"));
  try {
    const given = join(exchange, "given");
    const returned = join(exchange, "returned");
    writeFileSync(given, serialize(argument));
    const caller = join(exchange, "call.mjs");
    writeFileSync(caller, CALL);
    await run(deno, [
      ...["run", "--allow-all", "--no-config", "--no-lock", "--unstable-webgpu", caller],
      ...[server.moduleAddressOf(path), name, given, returned],
    ]);
    return deserialize(readFileSync(returned)) as Result;
  } finally {
    await server.close();
    rmSync(exchange, { recursive: true, force: true });
  }
}

const CALL = `
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { deserialize, serialize } from "node:v8";
const [address, name, given, returned] = process.argv.slice(2);
const module = await import(address);
writeFileSync(returned, serialize(await module[name](deserialize(readFileSync(given)))));
`;

/** Deno writes warnings about the driver to stderr; only a failure shows them. */
function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
    let messages = "";
    child.stderr.on("data", (data: Buffer) => {
      messages += data;
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`Deno ended with code ${code}: ${messages.trim()}`));
    });
  });
}
