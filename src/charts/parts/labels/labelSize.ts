export interface Size {
  width: number;
  height: number;
}

/**
 * Enough for the labels of all charts in two languages and some time of readings; an entry has
 * about 200 bytes.
 */
const MOST_SIZES = 400;

/**
 * Sizes by style, maximum width and text with all digits replaced by 0 (figures are tabular).
 * Measuring forces a layout, and every move of a slider changes the numbers in labels.
 */
const sizes = new Map<string, Size>();
let listening = false;

/** Forgets all sizes when they may have changed: a font has loaded, or the zoom has changed. */
function listen(): void {
  if (listening) return;
  listening = true;
  document.fonts.addEventListener("loadingdone", () => sizes.clear());
  window.addEventListener("resize", () => sizes.clear());
}

/**
 * The label's size in CSS pixels, measured once per text and style. The label must use tabular
 * figures.
 */
export function labelSize(element: HTMLElement): Size {
  listen();
  const key = `${element.className}|${element.style.maxWidth}|${element.lang || document.documentElement.lang}|${element.textContent?.replace(/\d/g, "0")}`;
  let size = sizes.get(key);
  if (size === undefined) {
    size = { width: element.offsetWidth, height: element.offsetHeight };
    if (sizes.size >= MOST_SIZES) sizes.clear();
    // A width of 0 means not laid out, e.g. in a hidden part of the page: measure again later.
    if (size.width > 0) sizes.set(key, size);
  }
  return size;
}
