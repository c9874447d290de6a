import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countTests, failuresOf } from "../../scripts/testReport.mjs";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "losscope-report-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * A report in the shape of Vitest's JSON reporter: one entry per file with the status of its tests.
 */
function reportOf(...files: { status: "passed" | "failed"; tests: string[] }[]): string {
  const path = join(folder, `${files.map((file) => file.tests.join("-")).join("+")}.json`);
  const testResults = files.map(({ status, tests }) => ({
    status,
    assertionResults: tests.map((test) => ({ status: test })),
  }));
  writeFileSync(path, JSON.stringify({ testResults }));
  return path;
}

describe("countTests", () => {
  it("counts passed, failed, and skipped or planned tests of all files", () => {
    const report = reportOf(
      { status: "passed", tests: ["passed", "passed", "skipped"] },
      { status: "failed", tests: ["failed", "passed", "todo"] },
    );
    expect(countTests(report, false)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it("counts a file that could not be loaded as one failure", () => {
    const report = reportOf({ status: "failed", tests: [] }, { status: "passed", tests: ["passed"] });
    expect(countTests(report, false)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it("counts a run that failed without a failed test, or left no report, as one failure", () => {
    expect(countTests(reportOf({ status: "passed", tests: ["passed"] }), false)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
    expect(countTests(join(folder, "missing.json"), false)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe("failuresOf", () => {
  it("names failed tests with the first line of their messages, and files that could not be loaded", () => {
    const path = join(folder, "failures.json");
    const failed = { status: "failed", fullName: "a sum is even", failureMessages: ["expected 3\nat line 7"] };
    const testResults = [
      { name: "sum.test.ts", status: "failed", assertionResults: [{ status: "passed", fullName: "adds" }, failed] },
      { name: "broken.test.ts", status: "failed", message: "no such module", assertionResults: [] },
    ];
    writeFileSync(path, JSON.stringify({ testResults }));
    expect(failuresOf(path)).toEqual(["sum.test.ts > a sum is even: expected 3", "broken.test.ts: no such module"]);
    expect(failuresOf(join(folder, "missing.json"))).toEqual([]);
  });
});
