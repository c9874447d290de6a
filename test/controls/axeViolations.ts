import axe from "axe-core";

/**
 * What axe finds in an element, as lines to read. Rules about a whole page (landmarks, headings, title) have no place in a component test;
 * WCAG 2.2's target size is asked for as well.
 */
export async function axeViolations(element: Element = document.body): Promise<string[]> {
  // An open list of Base UI has guards at its ends: hidden elements that take the focus only to hand it on, which axe can't tell from a trap.
  const results = await axe.run(
    { include: element, exclude: "[data-base-ui-focus-guard]" },
    {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
    },
  );
  return results.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html} (${node.failureSummary})`),
  );
}
