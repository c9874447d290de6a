import type { MouseEvent } from "react";

/** Whether a click on a link is for this page; others open a browser tab or window of their own. */
export function isPlainClick({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
}
