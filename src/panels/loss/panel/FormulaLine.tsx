import { type ReactElement, type ReactNode, useLayoutEffect, useRef, useState } from "react";

export interface FormulaLineProps {
  /** Accessible name of the line when it scrolls. */
  label: string;
  className: string | undefined;
  children: ReactNode;
}

/** A formula is set this much smaller before its line scrolls. */
const LEAST_FIT = 0.75;

/**
 * A line whose formula is set smaller if it is wider than the column (`--fit` in the class's font
 * size), and scrolls sideways if that is not enough. Only then it is a stop of the Tab key, since a
 * line that can't scroll has nothing to do there.
 */
export function FormulaLine({ label, className, children }: FormulaLineProps): ReactElement {
  const ref = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useLayoutEffect(() => {
    const line = ref.current;
    if (line === null) return undefined;
    let frame = 0;
    const fit = () => {
      if (line.style.getPropertyValue("--fit") !== "") line.style.removeProperty("--fit");
      const share = line.clientWidth / line.scrollWidth;
      if (share < 1) line.style.setProperty("--fit", `${Math.max(LEAST_FIT, share)}`);
      setScrolls(line.scrollWidth > line.clientWidth);
    };
    // Not in the observer's own turn, which would observe the size that it changes.
    const resized = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(fit);
    });
    // Observed anew, it measures after the next layout, also where the line's own size stays.
    const measure = () => {
      resized.unobserve(line);
      resized.observe(line);
    };
    const typeset = new MutationObserver(measure);
    typeset.observe(line, { childList: true, subtree: true });
    document.fonts.addEventListener("loadingdone", measure);
    measure();
    return () => {
      cancelAnimationFrame(frame);
      resized.disconnect();
      typeset.disconnect();
      document.fonts.removeEventListener("loadingdone", measure);
    };
  }, []);
  return (
    <div ref={ref} className={className} {...(scrolls && { tabIndex: 0, role: "group", "aria-label": label })}>
      {children}
    </div>
  );
}
