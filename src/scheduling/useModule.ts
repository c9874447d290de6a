import { startTransition, useEffect, useRef, useState } from "react";
import type { LateModule } from "./lateModule";

/**
 * A late module once it has been fetched, null before. It is fetched when it is first `wanted`;
 * after a failure, which is reported, when it is wanted anew.
 */
export function useModule<Module>(late: LateModule<Module>, wanted: boolean, onFailure: () => void): Module | null {
  const [module, setModule] = useState(() => late.current());
  const report = useRef(onFailure);
  report.current = onFailure;
  useEffect(() => {
    if (!wanted || module !== null) return;
    let mounted = true;
    late.load().then(
      // In a transition React renders in short slices.
      (fetched) => mounted && startTransition(() => setModule(() => fetched)),
      () => mounted && report.current(),
    );
    return () => {
      mounted = false;
    };
  }, [late, wanted, module]);
  return module;
}
