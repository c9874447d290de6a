import { useCallback, useEffect, useState } from "react";
import type { CheckedFile } from "../../engine/onnx";
import type { Experiment } from "../../experiment/experiment";
import { checkInOnnxRuntime } from "../../worker/onnxCheck/client";
import type { OnnxCheckEvent } from "../../worker/onnxCheck/protocol";
import { useAppStore } from "../hooks/useApp";

/** The state of a check of the exported files in ONNX Runtime. */
export interface OnnxCheck {
  /** The experiment that the files contain: the one shown when the check started. */
  experiment: Experiment;
  loading: { loadedBytes: number; totalBytes: number } | null;
  files: readonly CheckedFile[];
  runtime: string | null;
  failure: string | null;
}

/**
 * Exports and checks the shown run when the dialog opens, and again on `restart`. `check` is null
 * while closed, or if no run is shown.
 */
export function useOnnxCheck(open: boolean): { check: OnnxCheck | null; restart: () => void } {
  const store = useAppStore();
  const [check, setCheck] = useState<OnnxCheck | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    // A new attempt exports the run that is shown then.
    void attempt;
    const { shown } = store.getState().run;
    if (!open || shown === null) return;
    const { experiment, snapshot } = shown;
    setCheck({ experiment, loading: null, files: [], runtime: null, failure: null });
    const { parameters, validationLogits, step } = snapshot;
    const end = checkInOnnxRuntime({ experiment, state: { parameters, validationLogits, step } }, (event) =>
      setCheck((before) => before && { ...before, ...changed(before, event) }),
    );
    return () => {
      end();
      setCheck(null);
    };
  }, [open, attempt, store]);
  return { check, restart: useCallback(() => setAttempt((count) => count + 1), []) };
}

function changed({ files }: OnnxCheck, event: OnnxCheckEvent): Partial<OnnxCheck> {
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
