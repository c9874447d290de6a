import { useCallback, useState } from "react";
import { flushSync } from "react-dom";
import { onPrinted } from "../../scheduling/printed";

export interface Size {
  widthPx: number;
  heightPx: number;
}

const unknown: Size = { widthPx: 0, heightPx: 0 };

/**
 * The size in CSS pixels of the element with the returned ref. It is measured in the commit that
 * mounts the element, so the first paint is right; zero before that.
 */
export function useSize<T extends Element>(): [ref: (element: T | null) => (() => void) | undefined, size: Size] {
  const [size, setSize] = useState(unknown);
  const ref = useCallback((element: T | null) => {
    if (!element) return undefined;
    const measure = () => {
      const { width: widthPx, height: heightPx } = element.getBoundingClientRect();
      setSize((was) => (was.widthPx === widthPx && was.heightPx === heightPx ? was : { widthPx, heightPx }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // Observers are not called for paper.
    const end = onPrinted(() => flushSync(measure));
    return () => {
      observer.disconnect();
      end();
    };
  }, []);
  return [ref, size];
}
