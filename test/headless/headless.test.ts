import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../../scripts/headless/main";
import { tutorialExperiment } from "../../src/experiment/defaults";
import { metricNames, metrics, rowMetrics } from "../../src/metrics/metrics";
import { encodePage } from "../../src/store/page/pageLink";
import { defaultPage } from "../../src/store/page/pageState";

const folder = mkdtempSync(join(tmpdir(), "headless-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, text: string) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

let out: string[];
let err: string[];
beforeEach(() => {
  out = [];
  err = [];
  vi.spyOn(console, "log").mockImplementation((text) => void out.push(String(text)));
  vi.spyOn(console, "error").mockImplementation((text) => void err.push(String(text)));
});
afterEach(() => vi.restoreAllMocks());

const short = { epochs: 3, dataset: { positives: 40, negatives: 100 }, batchSize: 20 };

describe("the headless command", () => {
  it("prints the tutorial's table", async () => {
    expect(await main([fileOf("short.json", JSON.stringify(short)), "--engine", "float64"])).toBe(0);
    const lines = out.join("\n").split("\n");
    const headings = lines[0]!.trim().split(/\s+/);
    const more = rowMetrics.filter((name) => name !== "accuracy").map((name) => metrics[name].column);
    expect(headings).toEqual(["epoch", "loss", "accuracy", "val_loss", "val_accuracy", ...more]);
    expect(more).toEqual(expect.arrayContaining(["f1", "precision", "recall"]));
    expect(lines.slice(1, 4).map((line) => line.trim().split(/\s+/)[0])).toEqual(["1", "2", "3"]);
    expect(lines[1]!.trim().split(/\s+/)).toHaveLength(headings.length);
    expect(lines.at(-1)).toMatch(/^float64 \(Float64Array\): \d+ ms/);
  });

  it("keeps the columns of its table apart where values are long", async () => {
    const penalised = { ...short, regularisation: { l2: 1000 } };
    expect(await main([fileOf("long.json", JSON.stringify(penalised)), "--engine", "float64"])).toBe(0);
    const lines = out.join("\n").split("\n").slice(0, 4);
    expect(lines[1]).toMatch(/\d{4}\.\d{4}/);
    const widths = lines.map((line) => line.length);
    const cells = lines.map((line) => line.trim().split(/\s{2,}/).length);
    expect(new Set(widths).size).toBe(1);
    expect(new Set(cells).size).toBe(1);
  });

  it("prints the run as JSON, the same from a link and, within rounding, on every engine", async () => {
    expect(await main([fileOf("short.json", JSON.stringify(short)), "--engine", "float64", "--json"])).toBe(0);
    const fromFile = JSON.parse(out[0]!);
    expect(fromFile).toMatchObject({
      engine: "float64",
      epochs: [{ epoch: 1 }, { epoch: 2 }, { epoch: 3 }],
      final: { epoch: 3 },
    });
    for (const name of metricNames) expect(fromFile.epochs[2].validation[name]).toBeTypeOf("number");
    const dataset = { ...tutorialExperiment.dataset, ...short.dataset };
    const link = await encodePage({ ...defaultPage, experiment: { ...tutorialExperiment, ...short, dataset } });
    expect(await main([`https://example.org/losscope/${link}`, "--engine", "float64", "--json"])).toBe(0);
    expect(JSON.parse(out[1]!).epochs).toEqual(fromFile.epochs);
    expect(await main([link, "--json"])).toBe(0);
    const single = JSON.parse(out[2]!);
    expect(single.engine).toBe("cpu");
    expect(single.final.validation.loss).toBeCloseTo(fromFile.final.validation.loss, 5);
  });

  it.each<[string, () => string[], RegExp]>([
    ["a missing file", () => ["nowhere.json"], /nowhere\.json: ENOENT/],
    ["a file that is no JSON", () => [fileOf("bad.json", "{")], /bad\.json: expected JSON/],
    ["an unknown field", () => [fileOf("unknown.json", '{"epoch": 3}')], /epoch: expected no such field, got 3/],
    [
      "a bad value",
      () => [fileOf("value.json", '{"epochs": 1e309}')],
      /epochs: expected a whole number from 1 to 100000, got Infinity/,
    ],
    ["a truncated link", () => ["#e=1.AAAA"], /link/],
    [
      "a bad engine",
      () => ["default", "--engine", "abacus"],
      /--engine: expected one of float64, cpu, webgpu, onnx, got abacus/,
    ],
    ["no experiment", () => [], /expected one experiment, got 0/],
    ["an unknown option", () => ["default", "--fast"], /--fast/],
    [
      "a parameter the loss does not have",
      () => [fileOf("parameter.json", '{"loss": {"id": "focal", "parameters": {"delta": 1}}}')],
      /loss.parameters.delta: expected a parameter among gamma, alpha/,
    ],
  ])("answers %s with a sentence and exit code 2", async (_, args, message) => {
    expect(await main(args())).toBe(2);
    expect(err.join("\n")).toMatch(message);
    expect(out).toEqual([]);
  });

  it("answers a run that diverges with the step and exit code 1", async () => {
    const diverging = {
      ...short,
      epochs: 100,
      optimizer: { name: "SGD", learningRate: 1000 },
      regularisation: { l2: 1000 },
    };
    expect(await main([fileOf("diverging.json", JSON.stringify(diverging))])).toBe(1);
    expect(err.join("\n")).toMatch(/at step \d+: expected a finite number/);
  });
});
