/** The module that headless/main.ts runs in Chromium: the same run, on the GPU. */
import { createWebGpuBackend } from "../../src/engine/webgpu";
import type { Experiment } from "../../src/experiment/experiment";
import { type FinishedRun, runExperiment } from "./runExperiment";

/** The run, or why it failed. */
export type GpuAnswer = { run: FinishedRun } | { failure: string };

export async function runOnGpu(experiment: Experiment): Promise<GpuAnswer> {
  const found = await createWebGpuBackend({ allowSoftware: true });
  if ("unavailable" in found) return { failure: `webgpu: ${found.unavailable}: ${found.detail}` };
  try {
    return { run: await runExperiment(experiment, found.backend) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  } finally {
    found.backend.dispose();
  }
}
