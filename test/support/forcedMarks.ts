/** Whether the marks that are colours elsewhere can be seen where colours are forced. */
export const VISIBLE_MARKS = { current: true, others: true, meter: true, disc: true };

/** Reads in the page which of them can. */
export function forcedMarks(): typeof VISIBLE_MARKS {
  const styleOf = (selector: string) => getComputedStyle(document.querySelector(selector)!);
  const canvas = styleOf("body").backgroundColor;
  return {
    current: styleOf("nav a[aria-current]").borderBottomColor !== canvas,
    others: styleOf("nav a:not([aria-current])").borderBottomColor === canvas,
    meter: styleOf("[role=meter] > :first-child").backgroundColor !== canvas,
    disc: Number.parseFloat(styleOf("[class*=_disc_]").borderTopWidth) > 0,
  };
}
