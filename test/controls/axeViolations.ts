import axe from "axe-core";

/**
 * The faults that axe finds in an element, as readable lines. Rules about a whole page (landmarks,
 * headings, title) do not apply to a component test; WCAG 2.2's target size is checked too.
 */
export async function axeViolations(element: Element = document.body): Promise<string[]> {
  // An open list of Base UI has guards at its ends: hidden elements that take the focus only to
  // pass it on, which axe can't distinguish from a trap.
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
