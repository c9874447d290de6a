/**
 * Copies a text. Where there is no clipboard (a frame, an insecure address) it selects the element
 * that shows the text, so that a key copies it. Returns which of both it did.
 */
export async function copyCode(text: string, shownIn: Element | null): Promise<"copied" | "selected"> {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    if (shownIn !== null) getSelection()?.selectAllChildren(shownIn);
    return "selected";
  }
}
