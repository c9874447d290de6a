import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";

/**
 * Compiles the texts (src/i18n/*.json and src/i18n/later/*.json, ICU MessageFormat) at build time,
 * so that the page needs no parser. A text that is not an ICU message stops the build with its key.
 * The notes (src/i18n/notes/*.json) are plain texts without arguments and stay as they are.
 */
export function compiledMessages(): Plugin {
  return {
    name: "compiled-messages",
    // Before Vite's own JSON plugin, which would turn the unparsed texts into a module.
    enforce: "pre",
    transform(text, id) {
      const path = id.split("?")[0]!;
      if (!/\/i18n\/(later\/)?[^/]+\.json$/.test(path)) return undefined;
      const messages = Object.entries(JSON.parse(text) as Record<string, string>).map(([key, message]) => {
        try {
          return [key, compileMessageOrThrow(message)] as const;
        } catch (error) {
          throw new Error(`${path}: ${key}: ${error instanceof Error ? error.message : error}`);
        }
      });
      return JSON.stringify(Object.fromEntries(messages));
    },
  };
}
