import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PortInUseError, serveFolder } from "../../scripts/staticServer.mjs";

let parent: string;
let folder: string;
let server: Awaited<ReturnType<typeof serveFolder>> | undefined;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "losscope-server-"));
  folder = join(parent, "site");
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(folder, "index.html"), "<h1>the page</h1>");
  writeFileSync(join(folder, "assets/a-1.js"), "export const a = 1;\n".repeat(100));
  writeFileSync(join(parent, "secret.txt"), "not for serving");
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(parent, { recursive: true });
});

/** Sends the path unchanged; fetch would normalise it first. */
function getRaw(port: number, path: string): Promise<number | undefined> {
  return new Promise((done, fail) => {
    request({ host: "127.0.0.1", port, path }, (response) => {
      response.resume();
      done(response.statusCode);
    })
      .on("error", fail)
      .end();
  });
}

describe("serveFolder", () => {
  it("serves files with their content type, compressed, and a folder's index", async () => {
    server = await serveFolder({ folder });
    const page = await fetch(server.url);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await page.text()).toBe("<h1>the page</h1>");
    const script = await fetch(`${server.url}assets/a-1.js`);
    expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(script.headers.get("content-encoding")).toBe("gzip");
    expect(Number(script.headers.get("content-length"))).toBeLessThan(100);
    expect(await script.text()).toContain("export const a = 1;");
    expect((await fetch(`${server.url}missing.js`)).status).toBe(404);
  });

  it("answers a browser that has the current file without sending it again", async () => {
    server = await serveFolder({ folder });
    const etag = (await fetch(server.url)).headers.get("etag");
    const again = await fetch(server.url, { headers: { "if-none-match": String(etag) } });
    expect(again.status).toBe(304);
  });

  it("serves nothing outside its base path, and reports every request", async () => {
    const paths: string[] = [];
    server = await serveFolder({ folder, base: "/some/where/", onRequest: (path) => paths.push(path) });
    expect(server.url).toBe(`http://localhost:${server.port}/some/where/`);
    expect((await fetch(server.url)).status).toBe(200);
    expect((await fetch(new URL("/", server.url))).status).toBe(404);
    expect(paths).toEqual(["/some/where/", "/"]);
  });

  it.each(["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/%00", "/%"])(
    "serves nothing outside its folder: %s",
    async (path) => {
      server = await serveFolder({ folder });
      expect(await getRaw(server.port, path)).toBe(404);
    },
  );

  it("names a port that is in use", async () => {
    server = await serveFolder({ folder });
    const second = serveFolder({ folder, port: server.port });
    await expect(second).rejects.toThrow(PortInUseError);
    await expect(second).rejects.toMatchObject({ port: server.port });
  });
});
