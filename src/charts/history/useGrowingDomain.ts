import { useEffect, useRef, useState } from "react";
import type { Domain } from "../parts/axis/ticks";

const DURATION_MS = 150;

interface Growth {
  key: string;
  domain: Domain;
}

/**
 * A domain that only grows while `key` stays the same and animates to its new size (at once with
 * reduced motion), so that a chart does not jump while data arrive. With `wanted` null it stays as
 * it is.
 */
export function useGrowingDomain(wanted: Domain | null, key: string): Domain | null {
  const [shown, setShown] = useState<Growth | null>(null);
  const target = useRef<Growth | null>(null);
  if (wanted && target.current?.key !== key) target.current = { key, domain: wanted };
  else if (wanted && target.current) {
    const [lower, upper] = target.current.domain;
    if (wanted[0] < lower || wanted[1] > upper) {
      target.current = { key, domain: [Math.min(lower, wanted[0]), Math.max(upper, wanted[1])] };
    }
  }
  const goal = target.current?.key === key ? target.current : null;
  const from = shown?.key === key ? shown.domain : null;
  const goalDomain = goal?.domain;
  const fromRef = useRef(from);
  fromRef.current = from;

  useEffect(() => {
    if (!goalDomain) return undefined;
    const start = fromRef.current;
    if (!start || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      setShown({ key, domain: goalDomain });
      return undefined;
    }
    if (start[0] === goalDomain[0] && start[1] === goalDomain[1]) return undefined;
    const startMs = performance.now();
    let frame = 0;
    const glide = (nowMs: number) => {
      const share = Math.min(1, Math.max(0, (nowMs - startMs) / DURATION_MS));
      const eased = 1 - (1 - share) ** 3;
      const at = (i: 0 | 1) => start[i] + (goalDomain[i] - start[i]) * eased;
      setShown({ key, domain: share < 1 ? [at(0), at(1)] : goalDomain });
      if (share < 1) frame = requestAnimationFrame(glide);
    };
    frame = requestAnimationFrame(glide);
    return () => cancelAnimationFrame(frame);
  }, [goalDomain, key]);

  return from ?? goalDomain ?? null;
}
