import type { Page } from "playwright";

/**
 * The elements that make the page wider than its window, innermost first, with their right edges;
 * empty if the page fits.
 */
export function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const widthPx = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= widthPx) return [];
    const described = (element: Element) => {
      const name = element.id ? `#${element.id}` : [...element.classList].map((part) => `.${part}`).join("");
      return `${element.localName}${name} reaches ${Math.round(element.getBoundingClientRect().right)} of ${widthPx} px`;
    };
    const reaching = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > widthPx + 0.5,
    );
    return [
      `the page scrolls to ${document.documentElement.scrollWidth} of ${widthPx} px`,
      ...reaching.reverse().map(described),
    ];
  });
}
