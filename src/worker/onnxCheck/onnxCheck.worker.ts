/**
 * Writes the .onnx files and runs them in ONNX Runtime, away from the page and from its training.
 * One request, then its end.
 */
import { prepareJob } from "../../engine/job";
import { checkNetwork, checkTraining, fetchOnnxRuntime, loadOnnxRuntime } from "../../engine/onnx";
import type { OnnxCheckEvent, OnnxCheckRequest } from "./protocol";

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
const send = (event: OnnxCheckEvent) => scope.postMessage(event);

/**
 * A training graph is run for as many steps as the page has taken, an epoch at least, and no more
 * than these.
 */
const MOST_STEPS = 2000;

async function answer({ experiment, state }: OnnxCheckRequest): Promise<void> {
  const binary = await fetchOnnxRuntime(
    (progress) => send({ type: "loading", ...progress }),
    new AbortController().signal,
  );
  const runtime = await loadOnnxRuntime(binary);
  const run = prepareJob(experiment);
  send({ type: "checked", file: await checkNetwork(runtime, run, state) });
  const steps = Math.min(Math.max(state.step, run.stepsPerEpoch), MOST_STEPS);
  send({ type: "checked", file: await checkTraining(runtime, run, steps) });
  send({ type: "done", runtime: `ONNX Runtime ${runtime.env.versions.web}` });
}

scope.onmessage = ({ data }: MessageEvent<OnnxCheckRequest>) => {
  answer(data).catch((error: unknown) =>
    send({ type: "failed", detail: error instanceof Error ? error.message : String(error) }),
  );
};
