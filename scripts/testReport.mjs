/** Reads Vitest's JSON report: counts and failures. */
import { existsSync, readFileSync } from "node:fs";

/**
 * A file that could not be loaded counts as one failed test, and so does a run that failed without
 * naming one (an error outside any test, a crash before the report).
 * @param {string} path
 * @param {boolean} succeeded whether Vitest ended with code 0
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function countTests(path, succeeded) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).testResults : []) {
    for (const test of file.assertionResults) {
      if (test.status === "passed") counts.passed++;
      else if (test.status === "failed") counts.failed++;
      else counts.skipped++;
    }
    const blamed = file.assertionResults.some((test) => test.status === "failed");
    if (file.status === "failed" && !blamed) counts.failed++;
  }
  if (!succeeded && counts.failed === 0) counts.failed = 1;
  return counts;
}

/**
 * One line per failure with the first line of its message, for the end of a long log.
 * @param {string} path
 * @returns {string[]}
 */
export function failuresOf(path) {
  const lines = [];
  for (const file of existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).testResults : []) {
    const failed = file.assertionResults.filter((test) => test.status === "failed");
    for (const test of failed) {
      lines.push(`${file.name} > ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`);
    }
    if (file.status === "failed" && failed.length === 0) lines.push(`${file.name}: ${firstLine(file.message)}`);
  }
  return lines;
}

function firstLine(message = "") {
  return message.split("\n", 1)[0];
}
