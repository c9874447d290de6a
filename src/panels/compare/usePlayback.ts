import { useEffect, useRef, useState } from "react";
import type { ComparisonModel } from "./comparisonModel";
import { useCompareActions } from "./useCompare";

/** A whole run is shown again in about this long, however many epochs it has. */
const DURATION_MS = 6000;
/** Few epochs are no film: each stays this long at most. */
const SLOWEST_MS = 250;

/** Shows a trained run again from epoch to epoch, as it learned. */
export function usePlayback({ epoch, base, lastEpoch, run }: ComparisonModel) {
  const { showEpoch } = useCompareActions();
  const [isPlaying, setPlaying] = useState(false);
  const now = useRef({ epoch, lastEpoch });
  now.current = { epoch, lastEpoch };
  const results = run?.results;
  useEffect(() => {
    if (!isPlaying) return undefined;
    const perEpoch = Math.min(SLOWEST_MS, DURATION_MS / Math.max(1, base.epochs));
    let last = performance.now();
    let request = requestAnimationFrame(function step(at: number) {
      const passed = Math.floor((at - last) / perEpoch);
      if (passed > 0) {
        last += passed * perEpoch;
        const next = now.current.epoch + passed;
        if (next >= now.current.lastEpoch) {
          showEpoch(null);
          setPlaying(false);
          return;
        }
        showEpoch(next);
      }
      request = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(request);
  }, [isPlaying, base.epochs, showEpoch]);
  // Other results end the film of these.
  useEffect(() => setPlaying(false), [results]);
  return {
    isPlaying,
    play: () => {
      if (epoch >= lastEpoch) showEpoch(0);
      setPlaying(true);
    },
    stop: () => setPlaying(false),
  };
}
