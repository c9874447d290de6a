import type { Plugin } from "vite";

/**
 * What the built page may load: only its own files. `blob:` is for workers and pictures made on the
 * page, wasm for ONNX Runtime.
 */
const POLICY = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "img-src": "'self' data: blob:",
  "font-src": "'self'",
  "connect-src": "'self'",
  "worker-src": "'self' blob:",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
};

/**
 * Puts the policy first into the built page's head, so that it applies to everything after it. The
 * development server's page has none: hot reload needs inline scripts.
 */
export function contentSecurityPolicy(): Plugin {
  const content = Object.entries(POLICY)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join("; ");
  return {
    name: "content-security-policy",
    apply: "build",
    // Small fonts and the style sheet for printing would otherwise become data: addresses, which
    // the policy refuses. Other files keep Vite's limit.
    config: () => ({
      build: { assetsInlineLimit: (file: string) => (/\.(woff2?|ttf|css)$/.test(file) ? false : undefined) },
    }),
    transformIndexHtml: () => [
      { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content }, injectTo: "head-prepend" },
    ],
  };
}
