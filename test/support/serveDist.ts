import { buildIfStale, distFolder } from "../../scripts/build.mjs";
import { serveFolder } from "../../scripts/staticServer.mjs";

export interface ServedSite {
  /** The page's address, with the base path and a slash at the end. */
  url: string;
  /** Path of every request so far, in order. */
  requests: string[];
  close: () => Promise<void>;
}

/**
 * Serves the built site under a base path (`/` or `/some/where/`), after building it if a source is
 * newer than it. SITE_FOLDER names an existing build elsewhere, which is served unchanged.
 */
export async function serveDist(base = "/"): Promise<ServedSite> {
  if (!base.startsWith("/") || !base.endsWith("/")) throw new Error(`base: expected a slash at both ends, got ${base}`);
  const folder = process.env.SITE_FOLDER ?? distFolder;
  if (folder === distFolder) buildIfStale();
  const requests: string[] = [];
  const { url, close } = await serveFolder({ folder, base, onRequest: (path) => requests.push(path) });
  return { url, requests, close };
}
