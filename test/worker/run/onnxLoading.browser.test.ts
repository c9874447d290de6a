import { describe, expect, it } from "vitest";
import { RUNTIME_BYTES } from "../../../src/engine/onnx";
import { smallExperiment } from "./sessionEvents";
import { TestPage } from "./testPage";

describe("a worker that trains on ONNX Runtime", () => {
  it("reports how much of its files is loaded, and trains to the end", async () => {
    const page = new TestPage();
    const { log } = page;
    page.start(smallExperiment, "onnx");
    page.run("full");
    const { snapshot } = await log.stopped();
    expect(log.of("loading").at(-1)).toMatchObject({ loadedBytes: RUNTIME_BYTES, totalBytes: RUNTIME_BYTES });
    expect(log.of("started")[0]!.engine).toMatchObject({ id: "onnx", reason: "chosen" });
    expect(snapshot.step).toBe(30);
  });

  it("stops loading when another engine is chosen, and can start again", async () => {
    const page = new TestPage();
    const { log } = page;
    page.start(smallExperiment, "onnx");
    await log.next("loading");
    page.start(smallExperiment, "cpu");
    expect((await log.next("started")).engine.id).toBe("cpu");
    const from = log.events.length;
    page.start(smallExperiment, "onnx");
    expect((await log.next("started", undefined, from)).engine.id).toBe("onnx");
    expect(log.of("failed")).toEqual([]);
  });
});
