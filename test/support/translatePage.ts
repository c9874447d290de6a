import type { Page } from "playwright";

/**
 * Treats the page as a browser's page translator does, from now on: every text that may be
 * translated is replaced by the same text in two nested `font` elements, and so is every text that
 * the page adds or changes later.
 */
export async function translatePage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const replaceTexts = () => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found: Text[] = [];
      while (texts.nextNode()) found.push(texts.currentNode as Text);
      for (const text of found) {
        if (text.parentElement?.closest("[translate=no], font, script, style, noscript, textarea")) continue;
        const outer = document.createElement("font");
        const inner = document.createElement("font");
        inner.textContent = text.data;
        outer.append(inner);
        text.replaceWith(outer);
      }
    };
    replaceTexts();
    new MutationObserver(replaceTexts).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

/**
 * The elements with a text next to other content, where a translator's replacement is in React's
 * way. Code and formulas are not translated; the text of a label next to its own button is replaced
 * together with the label. The sentences of a page that cannot start are not React's.
 */
export function findLooseTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isText = ({ nodeType, textContent }: Node) => nodeType === Node.TEXT_NODE && textContent?.trim() !== "";
    return [
      ...document.querySelectorAll(
        "body > :not(.loading, script) *:not([translate=no] *, [translate=no], script, style, noscript *)",
      ),
    ]
      .filter(({ childNodes }) => childNodes.length > 1 && [...childNodes].some(isText))
      .filter((element) => element.localName !== "label")
      .map(({ outerHTML }) => outerHTML);
  });
}
