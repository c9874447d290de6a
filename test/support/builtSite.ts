import { afterAll, beforeAll } from "vitest";
import { type ServedSite, serveDist } from "./serveDist";

/** The built site, served while the test file runs. Available inside tests and hooks. */
export function builtSite(): Pick<ServedSite, "url" | "requests"> {
  let site: ServedSite | undefined;
  beforeAll(async () => {
    site = await serveDist("/");
  });
  afterAll(async () => {
    await site?.close();
  });
  return {
    get url() {
      return site!.url;
    },
    get requests() {
      return site!.requests;
    },
  };
}
