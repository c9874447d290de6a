import { type ReactElement, type ReactNode, useLayoutEffect, useRef, useState } from "react";

export interface FormulaLineProps {
  /** Accessible name of the line when it scrolls. */
  label: string;
  className: string | undefined;
  children: ReactNode;
}

/**
 * A line that scrolls sideways if its formula is wider than the column. Only then it is a stop of
 * the Tab key, since a line that can't scroll has nothing to do there.
 */
export function FormulaLine({ label, className, children }: FormulaLineProps): ReactElement {
  const ref = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useLayoutEffect(() => {
    const line = ref.current;
    if (line === null) return undefined;
    const resized = new ResizeObserver(() => setScrolls(line.scrollWidth > line.clientWidth));
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
