import { describe, expect, it } from "vitest";
import { WasmEvaluators } from "../../../src/engine/cpu/wasm/wasmEvaluator";
import { differencesFromFloat64, evaluatorCase, outputNumbers, sampleCounts, trainableLosses } from "./evaluatorCases";

const evaluators = new WasmEvaluators();

describe.each(trainableLosses)("$id as vector code", (definition) => {
  it.each(sampleCounts)("gives the reference's values and gradients for %d samples", (count) => {
    const given = evaluatorCase(definition, count);
    const { batch } = given.program;
    const evaluator = evaluators.create(batch, Object.keys(batch.outputs));
    expect(differencesFromFloat64(given, outputNumbers(evaluator.evaluate(given.input)))).toEqual([]);
  });
});
