import { type ReactElement, useLayoutEffect, useRef } from "react";
import styles from "./HintBubble.module.css";

/** Minimum distance from the window's edges. */
const edgePx = 8;

/**
 * A sentence under a control that says why an entry was refused or changed. It is announced to
 * screen readers and kept inside the window.
 */
export function HintBubble({ id, text }: { id: string; text: string }): ReactElement {
  const ref = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const bubble = ref.current;
    if (bubble === null) return;
    bubble.style.translate = "";
    const { left, right } = bubble.getBoundingClientRect();
    const over = right - (document.documentElement.clientWidth - edgePx);
    const shift = Math.max(edgePx - left, Math.min(0, -over));
    bubble.style.translate = `${shift}px 0`;
  }, [text]);
  return (
    <span ref={ref} id={id} role="alert" className={styles.bubble}>
      {text}
    </span>
  );
}
