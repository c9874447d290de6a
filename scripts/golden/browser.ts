/** The module that golden/main.ts runs in Chromium: the same checks, on the GPU. */
import type { EngineReport } from "./report";
import { type Fixtures, runChecks } from "./runChecks";
import { createWebGpuGoldenEngine } from "./webGpuEngine";

export async function checkOnGpu(fixtures: Fixtures): Promise<EngineReport> {
  const engine = await createWebGpuGoldenEngine();
  if ("unavailable" in engine) return { engine: "webgpu", description: "", rows: [], unavailable: engine.unavailable };
  try {
    return await runChecks(fixtures, engine);
  } finally {
    engine.backend.dispose();
  }
}
