import type { Page } from "playwright";

/**
 * The elements that make the page wider than its window, innermost first, with their right edges;
 * empty if the page fits. What is clipped or scrolls within the window does not.
 */
export function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const widthPx = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= widthPx) return [];
    const described = (element: Element) => {
      const name = element.id ? `#${element.id}` : [...element.classList].map((part) => `.${part}`).join("");
      return `${element.localName}${name} reaches ${Math.round(element.getBoundingClientRect().right)} of ${widthPx} px`;
    };
    const reaches = (element: Element) => element.getBoundingClientRect().right > widthPx + 0.5;
    const isClipped = (element: Element): boolean => {
      const { parentElement } = element;
      if (parentElement === null) return false;
      return (
        (getComputedStyle(parentElement).overflowX !== "visible" && !reaches(parentElement)) || isClipped(parentElement)
      );
    };
    const reaching = [...document.body.querySelectorAll("*")].filter(
      (element) => reaches(element) && !isClipped(element),
    );
    return [
      `the page scrolls to ${document.documentElement.scrollWidth} of ${widthPx} px`,
      ...reaching.reverse().map(described),
    ];
  });
}
