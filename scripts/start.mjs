/**
 * `npm start`: installs the locked dependencies if they are missing, builds, and serves the
 * production build.
 */
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { build, distFolder } from "./build.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { PortInUseError, serveFolder } from "./staticServer.mjs";

const DEFAULT_PORT = 4173;
const USAGE = `npm start -- [--port N] [--open]

  --port N   serve on http://localhost:N instead of ${DEFAULT_PORT}
  --open     open the page in the browser`;

class UsageError extends Error {}

/**
 * Also works without `--`: npm then takes the options for its own and passes them as npm_config_….
 */
function readOptions() {
  let values;
  try {
    values = parseArgs({
      options: { port: { type: "string" }, open: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    }).values;
  } catch (error) {
    throw new UsageError(`${error.message.split(". ")[0]}.\n\n${USAGE}`);
  }
  const port = values.port ?? process.env.npm_config_port ?? String(DEFAULT_PORT);
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw new UsageError(
      `--port: expected a whole number from 1 to 65535, got "${port}". For example: npm start -- --port 8080`,
    );
  }
  return {
    port: Number(port),
    open: values.open ?? process.env.npm_config_open === "true",
    help: values.help ?? false,
  };
}

/** Reports a port in use before the build, not after. */
async function serve(port) {
  try {
    return await serveFolder({ folder: distFolder, port });
  } catch (error) {
    if (error.code === "EACCES") {
      throw new UsageError(
        `Port ${port} needs administrator rights. Choose one above 1023: npm start -- --port ${DEFAULT_PORT}`,
      );
    }
    if (!(error instanceof PortInUseError)) throw error;
    const free = await freePortAfter(port);
    throw new UsageError(
      `Port ${port} is in use by another program. Stop that one, or choose another: npm start -- --port ${free}`,
    );
  }
}

/** The next port that is free. */
async function freePortAfter(port) {
  for (let candidate = port + 1; candidate <= 65_535; candidate++) {
    try {
      await (await serveFolder({ folder: distFolder, port: candidate })).close();
      return candidate;
    } catch {
      // In use as well.
    }
  }
  return DEFAULT_PORT;
}

/** If no browser can be opened, the address stays on screen. */
function openInBrowser(url) {
  const [command, args] =
    process.platform === "darwin"
      ? ["open", [url]]
      : process.platform === "win32"
        ? ["cmd", ["/c", "start", "", url]]
        : ["xdg-open", [url]];
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.on("error", () => console.log("No browser could be opened from here; open the address by hand."));
  child.unref();
}

try {
  const { port, open, help } = readOptions();
  if (help) {
    console.log(USAGE);
  } else {
    await (await serve(port)).close();
    ensureDependencies();
    console.log("Building …");
    build();
    const { url } = await serve(port);
    console.log(`Losscope is at ${url} (Ctrl+C stops it)`);
    if (open) openInBrowser(url);
  }
} catch (error) {
  console.error(error instanceof UsageError ? error.message : (error.stack ?? error));
  process.exitCode = 1;
}
