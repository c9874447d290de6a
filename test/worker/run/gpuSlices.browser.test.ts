import { expect, it } from "vitest";
import { createWebGpuBackend } from "../../../src/engine/webgpu";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import { EngineChooser } from "../../../src/training/engineChooser";
import { TrainingSession } from "../../../src/worker/run/session";
import { yieldToMessages } from "../../../src/worker/yieldToMessages";
import { countCalls } from "../../engine/webgpu/countCalls";
import { EventLog, GRID } from "./sessionEvents";

const SLICE_MS = 50;
/** Calls until the speed is known: each has at most four times the steps of the one before. */
const FIRST_CALLS = 8;
/**
 * A call takes about as long as estimated from earlier calls, on a machine that other processes use
 * too. (With a call per epoch there would be some ten in a slice.)
 */
const NOISE = 2;
/** A picture is one dispatch and one read-back: the network on the grid. */
const OF_A_PICTURE = 1;

it("a run on the GPU takes a slice in one dispatch, evaluates epochs in another, and reads back once", async () => {
  const found = await createWebGpuBackend({ allowSoftware: true });
  if ("unavailable" in found) throw new Error(`this test needs WebGPU, a software adapter will do: ${found.detail}`);
  const log = new EventLog();
  const session = new TrainingSession({
    emit(event) {
      log.add(event);
      if ("picture" in event) void session.handle({ type: "drawn", picture: event.picture });
    },
    yieldToMessages,
    engines: new EngineChooser({ openGpu: async () => found }),
  });
  const experiment = { ...tutorialExperiment, epochs: 80 };
  session.handle({ type: "start", runId: 1, experiment, engine: "webgpu", grid: GRID });
  await log.next("started");
  const calls = countCalls(found.backend.session.device);
  const started = performance.now();
  session.handle({ type: "run", runId: 1, pace: "full" });
  await log.stopped();
  const slices = FIRST_CALLS + (NOISE * (performance.now() - started)) / SLICE_MS;
  const pictures = OF_A_PICTURE * log.of("snapshot").length;
  const { dispatches, readBacks } = calls();
  session.dispose();
  expect(readBacks).toBeLessThanOrEqual(slices + pictures);
  expect(dispatches).toBeLessThanOrEqual(2 * slices + pictures);
  // Every epoch still has its record.
  const epochs = log.records.map(({ epoch }) => epoch);
  expect(epochs).toEqual(Array.from({ length: 81 }, (_, epoch) => epoch));
});
