/** The rectangle inside the axes, in CSS pixels of the chart. */
export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Width of a digit in em; figures are tabular. */
const DIGIT_EM = 0.64;

export function textWidthPx(text: string, sizePx: number): number {
  let em = 0;
  for (const character of text) {
    if (/[.,:\s’'|]/u.test(character)) em += 0.3;
    // CJK characters are 1 em wide
    else em += (character.codePointAt(0) ?? 0) >= 0x2e80 ? 1 : DIGIT_EM;
  }
  return em * sizePx;
}

/** Leaves room for the ticks' texts: the widest of `yTicks` on the left, one line below. */
export function plotFrame(widthPx: number, heightPx: number, yTicks: readonly string[], textPx: number): Frame {
  const widest = yTicks.reduce((most, tick) => Math.max(most, textWidthPx(tick, textPx)), 0);
  const left = Math.ceil(widest + 8);
  const top = Math.ceil(textPx * 0.7);
  const right = 7; // half of the last tick's text, and half of the probe's handle
  const bottom = Math.ceil(textPx * 1.7);
  return { left, top, width: Math.max(1, widthPx - left - right), height: Math.max(1, heightPx - top - bottom) };
}
