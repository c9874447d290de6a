/** A part of `npm run golden -- --engine onnx`, which checks everything. */
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { checkTraining } from "../../../scripts/golden/checkTraining";
import { trainingFixture } from "../../../scripts/golden/fixtures";
import type { GoldenEngine } from "../../../scripts/golden/goldenEngine";
import { createOnnxGoldenEngine } from "../../../scripts/golden/onnxEngine";
import { readFixture } from "../../../scripts/golden/readFixture";

const path = fileURLToPath(new URL("../../fixtures/golden/training.json.gz", import.meta.url));
const training = trainingFixture(readFixture(path), "training");
const RUNS = ["tutorial", "act/leaky_relu"];

let onnx: GoldenEngine;
beforeAll(async () => {
  onnx = await createOnnxGoldenEngine();
});

describe("ONNX Runtime", () => {
  it.each(RUNS)("trains %s as torch does", async (id) => {
    const runs = training.runs.filter((run) => run.id === id);
    const [row] = await checkTraining({ ...training, runs }, onnx);
    expect(row).toMatchObject({ status: "ok", unsupported: 0 });
  });
});
