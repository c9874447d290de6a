import type { KeyboardEvent } from "react";

const stepsOfKey: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/**
 * Key handler of a group of radio buttons whose choices are costly, such as a download: arrow keys
 * move the focus without choosing; Enter chooses, and so does the space bar by itself.
 */
export function moveFocusOnly(event: KeyboardEvent<HTMLElement>): void {
  const radios = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[type="radio"]')];
  const at = radios.indexOf(event.target as HTMLInputElement);
  const steps = stepsOfKey[event.key];
  if (at < 0) return;
  if (event.key === "Enter") radios[at]!.click();
  if (steps === undefined) return;
  event.preventDefault();
  radios.at((at + steps) % radios.length)!.focus();
}
