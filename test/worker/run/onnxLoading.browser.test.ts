import { afterEach, describe, expect, it } from "vitest";
import { RUNTIME_BYTES } from "../../../src/engine/onnx";
import { type RunEvent, TrainingClient } from "../../../src/worker/run/client";
import { EventLog, GRID, smallExperiment } from "./sessionEvents";

const clients: TrainingClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

function createClient() {
  const log = new EventLog();
  const client = new TrainingClient((event: RunEvent) => {
    log.add(event);
    if (event.type === "snapshot") client.drawn();
  });
  clients.push(client);
  return { log, client };
}

describe("a worker that is asked for ONNX Runtime", () => {
  it("tells how far its files are, and trains on it to the end", async () => {
    const { log, client } = createClient();
    client.start(smallExperiment, "onnx", GRID);
    client.run("full");
    await log.next("stopped");
    expect(log.of("loading").at(-1)).toMatchObject({ loadedBytes: RUNTIME_BYTES, totalBytes: RUNTIME_BYTES });
    expect(log.of("started")[0]!.engine).toMatchObject({ id: "onnx", reason: "chosen" });
    expect(log.of("snapshot").at(-1)!.snapshot.step).toBe(30);
  });

  it("gives the loading up when another engine is chosen, and can be asked again", async () => {
    const { log, client } = createClient();
    client.start(smallExperiment, "onnx", GRID);
    await log.next("loading");
    client.start(smallExperiment, "cpu", GRID);
    expect((await log.next("started")).engine.id).toBe("cpu");
    const from = log.events.length;
    client.start(smallExperiment, "onnx", GRID);
    expect((await log.next("started", undefined, from)).engine.id).toBe("onnx");
    expect(log.of("failed")).toEqual([]);
  });
});
