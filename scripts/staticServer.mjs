/**
 * Serves a folder of static files as a plain web host would: content types, gzip, caching, any base
 * path. Uses only Node.
 */
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";

const CONTENT_TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
};

const COMPRESSED = new Set([
  ".html",
  ".js",
  ".mjs",
  ".css",
  ".json",
  ".webmanifest",
  ".txt",
  ".map",
  ".svg",
  ".ttf",
  ".wasm",
]);

/** Both addresses of localhost, so that no other program answers on one of them. */
const LOOPBACK = ["127.0.0.1", "::1"];

/**
 * Serves `folder` under `base` on this machine only. `port` 0 takes a free one. Throws
 * PortInUseError. `onRequest` receives the path of every request; `close` ends open connections
 * too.
 * @param {{ folder: string, port?: number, base?: string, onRequest?: (path: string) => void }} options
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 */
export async function serveFolder({ folder, port = 0, base = "/", onRequest = () => {} }) {
  const compressed = new Map();
  const answer = (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    onRequest(path);
    respond(request, response, { folder: resolve(folder), path, base, compressed }).catch((error) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  };
  const servers = [];
  const close = () => Promise.all(servers.map(closeServer)).then(() => {});
  try {
    for (const host of LOOPBACK) {
      const server = createServer(answer);
      if (await listen(server, servers[0]?.address().port ?? port, host)) servers.push(server);
    }
  } catch (error) {
    await close();
    throw error;
  }
  if (servers.length === 0) throw new Error("This machine has no loopback address to serve on.");
  const chosen = servers[0].address().port;
  return { url: `http://localhost:${chosen}${base}`, port: chosen, close };
}

export class PortInUseError extends Error {
  constructor(port) {
    super(`port ${port} is in use`);
    this.name = "PortInUseError";
    this.port = port;
  }
}

async function respond(request, response, { folder, path, base, compressed }) {
  if (request.method !== "GET" && request.method !== "HEAD")
    return end(response, 405, "Only GET and HEAD are answered here.");
  if (!path.startsWith(base)) return end(response, 404, `Nothing here; the site is at ${base}`);
  const file = await findFile(folder, path.slice(base.length));
  if (!file) return end(response, 404, "No such file.");
  const extension = extname(file.path);
  const etag = `"${file.size.toString(36)}-${Math.round(file.mtimeMs).toString(36)}"`;
  const headers = {
    "content-type": CONTENT_TYPES[extension] ?? "application/octet-stream",
    // Files under assets/ have a content hash in their name; all others are revalidated.
    "cache-control": path.slice(base.length).startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    "x-content-type-options": "nosniff",
    vary: "accept-encoding",
    etag,
  };
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304, headers);
    return response.end();
  }
  let body = await readFile(file.path);
  if (COMPRESSED.has(extension) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) {
    headers["content-encoding"] = "gzip";
    const key = file.path + etag;
    if (!compressed.has(key)) compressed.set(key, gzipSync(body));
    body = compressed.get(key);
  }
  response.writeHead(200, { ...headers, "content-length": body.length });
  response.end(request.method === "HEAD" ? undefined : body);
}

function end(response, status, text) {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
}

/** The file for a path, or undefined; never one outside the folder. */
async function findFile(folder, relative) {
  let decoded;
  try {
    decoded = decodeURIComponent(relative);
  } catch {
    return undefined;
  }
  const path = resolve(join(folder, decoded));
  if (decoded.includes("\0") || (path !== folder && !path.startsWith(folder + sep))) return undefined;
  for (const candidate of [path, join(path, "index.html")]) {
    const found = await stat(candidate).catch(() => undefined);
    if (found?.isFile()) return { path: candidate, size: found.size, mtimeMs: found.mtimeMs };
  }
  return undefined;
}

/** Resolves to false if the machine lacks the address; throws PortInUseError. */
function listen(server, port, host) {
  return new Promise((done, fail) => {
    server.once("error", (error) => {
      if (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT") done(false);
      else fail(error.code === "EADDRINUSE" ? new PortInUseError(port) : error);
    });
    server.listen({ port, host }, () => done(true));
  });
}

function closeServer(server) {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
