import { useEffect } from "react";
import { FramePacer } from "../../scheduling/FramePacer";
import { useActions, useApp } from "./useApp";

const pacer = new FramePacer();

/**
 * Draws nothing; tells the worker when the page has drawn a snapshot, since it sends the next one
 * only then. A page whose frames come late rests first while training runs. Retrains don't wait for
 * that, so that sliders answer at once. A component, so that a snapshot renders nothing else anew.
 */
export function SnapshotDrawn(): null {
  const snapshot = useApp((state) => state.run.shown?.snapshot);
  const retrained = useApp(
    ({ run }) => (run.phase === "finished" || run.phase === "retraining") && run.shown?.retrainMs != null,
  );
  const { snapshotDrawn } = useActions();
  useEffect(() => {
    if (snapshot === undefined) return undefined;
    if (!retrained) return pacer.next(snapshotDrawn);
    const request = requestAnimationFrame(snapshotDrawn);
    return () => cancelAnimationFrame(request);
  }, [snapshot, retrained, snapshotDrawn]);
  return null;
}
