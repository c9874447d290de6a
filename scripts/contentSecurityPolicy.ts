import type { Plugin } from "vite";

/** What the built page may load: itself alone. `blob:` is for workers and pictures made on the page, wasm for ONNX Runtime. */
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
 * Puts the policy into the built page, first in its head so that it holds for all that follows. The development server's page
 * stays without: hot reload needs inline scripts.
 */
export function contentSecurityPolicy(): Plugin {
  const content = Object.entries(POLICY)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join("; ");
  return {
    name: "content-security-policy",
    apply: "build",
    // Small fonts would otherwise become data: addresses in the CSS, which font-src refuses; other files keep Vite's limit.
    config: () => ({
      build: { assetsInlineLimit: (file: string) => (/\.(woff2?|ttf)$/.test(file) ? false : undefined) },
    }),
    transformIndexHtml: () => [
      { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content }, injectTo: "head-prepend" },
    ],
  };
}
