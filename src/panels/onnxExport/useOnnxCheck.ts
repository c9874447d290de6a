import { useCallback, useEffect, useState } from "react";
import type { CheckedFile } from "../../engine/onnx";
import type { Experiment } from "../../experiment/experiment";
import { checkInOnnxRuntime } from "../../worker/onnxCheck/client";
import type { OnnxCheckEvent } from "../../worker/onnxCheck/protocol";
import { useAppStore } from "../hooks/useApp";

/** How far ONNX Runtime is with the files. */
export interface OnnxCheck {
  /** What the files are of: that of the moment when they were asked for. */
  experiment: Experiment;
  loading: { loadedBytes: number; totalBytes: number } | null;
  files: readonly CheckedFile[];
  runtime: string | null;
  failure: string | null;
}

/** Asks for the files of what is on the page once it is opened, and again by `ask`; null while closed or where there is nothing to export. */
export function useOnnxCheck(open: boolean): { check: OnnxCheck | null; ask: () => void } {
  const store = useAppStore();
  const [check, setCheck] = useState<OnnxCheck | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    // Another attempt asks for what is on the page by then.
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
  return { check, ask: useCallback(() => setAttempt((count) => count + 1), []) };
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
