import { followPrinting } from "../scheduling/printed";

/**
 * Prepares the page for paper: it has the style sheet for printing before the browser counts the
 * pages, and the light theme, so that what canvases have painted is light too.
 */
export function startPrinting(): void {
  const sheet = document.querySelector<HTMLLinkElement>("link[media=print]");
  const { dataset } = document.documentElement;
  followPrinting(() => {
    const { theme } = dataset;
    if (sheet !== null) sheet.media = "all";
    dataset.theme = "light";
    return () => {
      if (sheet !== null) sheet.media = "print";
      if (theme === undefined) delete dataset.theme;
      else dataset.theme = theme;
    };
  });
}
