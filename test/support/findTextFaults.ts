import type { Page } from "playwright";

/** How far the boxes of two texts may overlap, in pixels: boxes are higher than letters. */
const TOUCH_PX = 3;

/**
 * Visible texts that are cut off, or that lie on one another. What scrolls may be cut, and so may
 * what a screen reader reads elsewhere; what stays in place, such as a bar at the bottom, may lie
 * on what scrolls under it.
 */
export function findTextFaults(page: Page): Promise<string[]> {
  return page.evaluate((touchPx) => {
    interface Box {
      text: string;
      /** A formula is one text, with all its letters. */
      of: Element;
      layer: Element | null;
      left: number;
      right: number;
      top: number;
      bottom: number;
    }
    const styleOf = new Map<Element, CSSStyleDeclaration>();
    const style = (element: Element) => {
      const known = styleOf.get(element) ?? getComputedStyle(element);
      styleOf.set(element, known);
      return known;
    };
    const ancestors = (element: Element) => {
      const list: Element[] = [];
      for (let at: Element | null = element; at !== null; at = at.parentElement) list.push(at);
      return list;
    };
    const boxes: Box[] = [];
    const faults = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent!.trim();
      const parent = node.parentElement!;
      if (text === "" || parent.closest(".katex-mathml") || !parent.checkVisibility()) continue;
      const line = ancestors(parent);
      const isHidden = (one: Element) =>
        style(one).clipPath.startsWith("inset") || style(one).visibility === "hidden" || style(one).opacity === "0";
      if (line.some(isHidden)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const layer = line.find((one) => ["fixed", "sticky"].includes(style(one).position)) ?? null;
      // From the text outwards, whatever clips it.
      const clips = line.filter((one) => style(one).overflowX !== "visible" && one !== document.body);
      const clip = clips[0];
      const mayBeCut =
        clip === undefined || style(clip).overflowX !== "hidden" || parent.closest("[aria-hidden=true]") !== null;
      for (const rect of range.getClientRects()) {
        const box: Box = { text, of: parent.closest(".katex") ?? parent, layer, ...rect.toJSON() };
        if (rect.width < 1 || rect.height < 1) continue;
        for (const shown of clips.map((one) => one.getBoundingClientRect())) {
          if (!mayBeCut && (box.right > shown.right + 1 || box.left < shown.left - 1)) {
            faults.add(`“${text}” is cut off`);
          }
          box.left = Math.max(box.left, shown.left);
          box.right = Math.min(box.right, shown.right);
        }
        boxes.push(box);
      }
    }
    boxes.forEach((box, i) => {
      for (const other of boxes.slice(i + 1)) {
        if (box.of === other.of || box.layer !== other.layer) continue;
        const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
        if (across > touchPx && down > touchPx) faults.add(`“${box.text}” and “${other.text}” lie on one another`);
      }
    });
    return [...faults];
  }, TOUCH_PX);
}
