import type { ReactElement } from "react";
import { render } from "vitest-browser-react";
import { LocaleProvider } from "../../src/i18n";
import "../../src/styles/fonts.css";
import "../../src/styles/index.css";

/**
 * Renders a control as the app does: with the page's styles and texts, in a column as narrow as the
 * page's.
 */
export function renderControl(control: ReactElement) {
  return render(
    <LocaleProvider>
      <main style={{ width: 304, padding: 24 }}>{control}</main>
    </LocaleProvider>,
  );
}

/** Points of an element: its middle, or a fraction of its width from its left edge. */
export function pointAt(element: Element, share = 0.5): { clientX: number; clientY: number } {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { clientX: left + share * width, clientY: top + height / 2 };
}

/**
 * A pointer that presses, moves sideways and releases, with the events that the browser sends for a
 * mouse, pen or finger.
 */
export function dragBy(element: Element, byPx: number, pointerType: "mouse" | "touch" = "mouse") {
  const start = pointAt(element);
  const send = (type: string, offsetPx: number, buttons: number) =>
    element.dispatchEvent(
      new PointerEvent(type, {
        ...start,
        clientX: start.clientX + offsetPx,
        pointerId: 1,
        pointerType,
        isPrimary: true,
        button: 0,
        buttons,
        bubbles: true,
        cancelable: true,
      }),
    );
  send("pointerdown", 0, 1);
  for (let moved = 1; moved <= 4; moved++) send("pointermove", (byPx * moved) / 4, 1);
  send("pointerup", byPx, 0);
}
