import { useSyncExternalStore } from "react";

const colourNames = [
  "surface",
  "well",
  "ink",
  "ink-2",
  "ink-3",
  "rule",
  "grid",
  "positive",
  "negative",
  "accent",
  "field-positive",
  "field-negative",
  "ramp",
  "difference-more",
  "difference-less",
] as const;

export type ColourToken = (typeof colourNames)[number];

/** sRGB, each 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** The design tokens as numbers, for canvas pixels and for layout that depends on text size. */
export interface Tokens {
  colours: Readonly<Record<ColourToken, Rgb>>;
  /** --text-1 … --text-4 in CSS pixels. */
  textPx: readonly [number, number, number, number];
}

let current: Tokens | null = null;
/** The root's font size that `current` was read at. */
let rootSizePx = 0;
const listeners = new Set<() => void>();

function read(): Tokens {
  const probe = document.createElement("span");
  probe.style.display = "none";
  // Forced colours do not apply to canvases, but the browser would return them for this element:
  // switch them off, else charts would be painted in a single colour.
  probe.style.setProperty("forced-color-adjust", "none");
  document.documentElement.append(probe);
  const style = getComputedStyle(probe);
  // Painting a pixel turns every colour syntax (light-dark(), color-mix(), oklch) into sRGB bytes.
  const canvas = document.createElement("canvas");
  canvas.width = colourNames.length;
  canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context) {
    for (const [i, name] of colourNames.entries()) {
      probe.style.color = `var(--${name})`;
      context.fillStyle = style.color;
      context.fillRect(i, 0, 1, 1);
    }
  }
  const bytes = context?.getImageData(0, 0, colourNames.length, 1).data;
  const colours = {} as Record<ColourToken, Rgb>;
  for (const [i, name] of colourNames.entries()) {
    colours[name] = [bytes?.[4 * i] ?? 0, bytes?.[4 * i + 1] ?? 0, bytes?.[4 * i + 2] ?? 0];
  }
  const sizeOf = (n: number) => {
    probe.style.fontSize = `var(--text-${n})`;
    return Number.parseFloat(style.fontSize) || 12;
  };
  rootSizePx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const textPx = [sizeOf(1), sizeOf(2), sizeOf(3), sizeOf(4)] as const;
  probe.remove();
  return { colours, textPx };
}

function refresh(): void {
  current = read();
  for (const listener of listeners) listener();
}

/** All text sizes are multiples of the root's. */
function refreshAfterResize(): void {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  if (current !== null && rootSizePx !== size) refresh();
}

let stop: (() => void) | null = null;

function watch(): () => void {
  const observer = new MutationObserver(refresh);
  // The theme and a projector mode's font size are both set on the root element.
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class", "style"] });
  const queries = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"].map((query) =>
    matchMedia(query),
  );
  for (const query of queries) query.addEventListener("change", refresh);
  // On large windows the root's font size follows the window's size.
  window.addEventListener("resize", refreshAfterResize);
  return () => {
    observer.disconnect();
    window.removeEventListener("resize", refreshAfterResize);
    for (const query of queries) query.removeEventListener("change", refresh);
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  stop ??= watch();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stop?.();
    stop = null;
    current = null; // changes are not observed without listeners, so the next use reads again
  };
}

function snapshot(): Tokens {
  current ??= read();
  return current;
}

/** The tokens of the current theme, read once per change of theme and shared by all charts. */
export function useTokens(): Tokens {
  return useSyncExternalStore(subscribe, snapshot);
}
