import { type ReactNode, startTransition, useEffect, useState } from "react";

/**
 * Renders its children after the page around them has been painted, in short slices; `fallback`
 * until then, which reserves their place.
 */
export function AfterPaint({ fallback, children }: { fallback: ReactNode; children: ReactNode }): ReactNode {
  const [painted, setPainted] = useState(false);
  useEffect(() => startTransition(() => setPainted(true)), []);
  return painted ? children : fallback;
}
