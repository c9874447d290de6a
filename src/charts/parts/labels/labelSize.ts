export interface Size {
  width: number;
  height: number;
}

/** Enough for the labels of all charts in two languages and a while of readings; each costs some 200 bytes. */
const MOST_SIZES = 400;

/**
 * By look, widest width and text with all digits alike, which tabular figures are. Asking the browser costs a layout of the page, and numbers run through
 * the labels at every move of a slider.
 */
const sizes = new Map<string, Size>();
let listening = false;

/** Sizes are asked for anew where letters may have got other sizes: another font, another zoom. */
function listen(): void {
  if (listening) return;
  listening = true;
  document.fonts.addEventListener("loadingdone", () => sizes.clear());
  window.addEventListener("resize", () => sizes.clear());
}

/** The label's size in CSS pixels; the same text in the same look is measured once. Its figures must be tabular. */
export function labelSize(element: HTMLElement): Size {
  listen();
  const key = `${element.className}|${element.style.maxWidth}|${element.lang || document.documentElement.lang}|${element.textContent?.replace(/\d/g, "0")}`;
  let size = sizes.get(key);
  if (size === undefined) {
    size = { width: element.offsetWidth, height: element.offsetHeight };
    if (sizes.size >= MOST_SIZES) sizes.clear();
    // Not drawn yet, or in a part of the page that is not shown.
    if (size.width > 0) sizes.set(key, size);
  }
  return size;
}
