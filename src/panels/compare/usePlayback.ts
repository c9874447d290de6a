import { useEffect, useRef, useState } from "react";
import type { ComparisonModel } from "./comparisonModel";
import { useCompareActions } from "./useCompare";

/** Approximate duration of a whole replay, for any number of epochs. */
const DURATION_MS = 6000;
/** Longest time on one epoch, so that a run of few epochs still moves. */
const SLOWEST_MS = 250;

/** Replays a trained run epoch by epoch. */
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
  // Stop playback when the results change.
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
