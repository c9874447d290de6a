import { useCallback, useEffect, useState } from "react";
import type { CheckedFile } from "../../engine/onnx";
import type { Experiment } from "../../experiment/experiment";
import { askOpinion } from "../../worker/opinionClient";
import type { OpinionEvent } from "../../worker/opinionProtocol";
import { useAppStore } from "../shared/useApp";

/** How far ONNX Runtime is with the files. */
export interface Opinion {
  /** What the files are of: that of the moment when they were asked for. */
  experiment: Experiment;
  loading: { loadedBytes: number; totalBytes: number } | null;
  files: readonly CheckedFile[];
  runtime: string | null;
  failure: string | null;
}

/** Asks for the files of what is on the page once it is opened, and again by `ask`; null while closed or where there is nothing to export. */
export function useOpinion(open: boolean): { opinion: Opinion | null; ask: () => void } {
  const store = useAppStore();
  const [opinion, setOpinion] = useState<Opinion | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    // Another attempt asks for what is on the page by then.
    void attempt;
    const { experiment, snapshot } = store.getState();
    if (!open || snapshot === null) return;
    setOpinion({ experiment, loading: null, files: [], runtime: null, failure: null });
    const { parameters, validationLogits, step } = snapshot;
    const end = askOpinion({ experiment, state: { parameters, validationLogits, step } }, (event) =>
      setOpinion((before) => before && { ...before, ...changed(before, event) }),
    );
    return () => {
      end();
      setOpinion(null);
    };
  }, [open, attempt, store]);
  return { opinion, ask: useCallback(() => setAttempt((count) => count + 1), []) };
}

function changed({ files }: Opinion, event: OpinionEvent): Partial<Opinion> {
  switch (event.type) {
    case "loading": {
      const { loadedBytes, totalBytes } = event;
      return { loading: loadedBytes < totalBytes ? { loadedBytes, totalBytes } : null };
    }
    case "checked":
      return { loading: null, files: [...files, event.file] };
    case "done":
      return { runtime: event.runtime };
    case "failed":
      return { loading: null, failure: event.detail };
  }
}
