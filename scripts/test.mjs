/**
 * `npm test`: makes sure of dependencies, a Chromium and a Firefox, then runs every check that a
 * change should wait for; `npm run test:long` runs those that take longer. The last line counts
 * what passed, failed and was skipped.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureChromium } from "./chromium.mjs";
import { ensureDenoGpu } from "./deno.mjs";
import { ensureDependencies, npmCommand } from "./dependencies.mjs";
import { ensureFirefox } from "./firefox.mjs";
import { countTests, failuresOf } from "./testReport.mjs";
import { ensureWebKit } from "./webkit.mjs";

/** A step that hangs is ended and counted as failed: far above what any step takes on two cores. */
const STEP_LIMIT_MS = 15 * 60_000;

const root = fileURLToPath(new URL("..", import.meta.url));
const reports = mkdtempSync(join(tmpdir(), "losscope-test-"));
const totals = { passed: 0, failed: 0, skipped: 0 };
/** The failures of all steps, repeated at the end. */
const failures = [];
/** The running steps. */
const running = new Set();

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    for (const child of running) endGroup(child);
    rmSync(reports, { recursive: true, force: true });
    process.exit(130);
  });
}

ensureDependencies();
const isLong = process.argv.includes("--long");
useBrowser("CHROMIUM_PATH", ensureChromium);
useBrowser("FIREFOX_PATH", ensureFirefox);
/** What could not be run here, repeated at the end. */
const notRun = [];
if (isLong && !ensureWebKit())
  notRun.push("WebKit: WebKitGTK's driver and xvfb-run are not installed (Debian: webkit2gtk-driver, xvfb)");

const reportOf = (project) => join(reports, `${project}.json`);
const script = (name, ...command) => ({
  name,
  command: npmCommand(["run", "--silent", ...command]),
  count: onePerStep,
  failures: () => [],
});
const project = (name) => ({
  name,
  command: vitest(name, reportOf(name)),
  count: (succeeded) => countTests(reportOf(name), succeeded),
  failures: () => failuresOf(reportOf(name)),
});

const golden = (...engines) => {
  const chosen = engines.flatMap((engine) => ["--engine", engine]);
  return script(`golden on ${engines.join(", ")}`, "golden", "--", ...chosen);
};
/**
 * Another compiler of WGSL and another driver, where they can be installed. The run left out has a
 * sample at its 32nd step that is 4e-7 from a ReLU's kink, nearer than the rounding of the
 * parameters: the driver's order of sums decides on which side it falls.
 */
const goldenInDeno = () => {
  const args = ["--engine", "webgpu", "--gpu", "deno", "--except", "loss/focal-5"];
  if (ensureDenoGpu()) return [[[script("golden on webgpu in Deno", "golden", "--", ...args)]]];
  notRun.push("golden on webgpu in Deno: Deno or a Vulkan driver is not installed (Debian: mesa-vulkan-drivers)");
  totals.skipped++;
  return [];
};

// Stages run one after the other. The lanes of a stage run at the same time, and the steps of a
// lane one after the other. A browser mostly waits, so each shares its stage with a lane that
// computes. Steps that measure time run alone.
const stages = [
  [[script("types", "typecheck")], [script("lint", "lint")], [script("build", "build")]],
  [
    [project("browser"), project("firefox")],
    [project("unit"), golden("float64", "cpu")],
  ],
  [[project("e2e")]],
  [[project("timing")]],
];
const longStages = () => [
  // Built once here: otherwise two test files that find the site out of date would build it at the
  // same time.
  [[project("browser-long")], [script("build", "build"), golden("onnx"), project("unit-long")]],
  [[project("e2e-long")]],
  [[project("browsers-long")]],
  [[golden("webgpu")]],
  ...goldenInDeno(),
];

for (const lanes of isLong ? longStages() : stages) {
  await Promise.all(
    lanes.map(async (steps) => {
      for (const step of steps) await runStep(step, lanes.length > 1);
    }),
  );
}

rmSync(reports, { recursive: true, force: true });
const ran = totals.passed + totals.failed;
if (ran === 0) console.error("No check ran.");
if (failures.length > 0) console.log(`\nFailed:\n${failures.join("\n")}`);
if (notRun.length > 0) console.log(`\nNot run:\n${notRun.join("\n")}`);
process.exitCode = totals.failed > 0 || ran === 0 ? 1 : 0;
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);

/** Makes all steps use the browser that `ensure` finds or installs. */
function useBrowser(variable, ensure) {
  try {
    process.env[variable] = ensure();
  } catch (error) {
    console.error(`${error.message}\nThe checks that need it will fail.`);
  }
}

/**
 * Runs one step to its end, whatever the results of earlier steps, and adds its counts to the
 * totals. With `beside`, its output is printed when it ends.
 */
async function runStep({ name, command: [command, args], count, failures: failuresIn }, beside) {
  if (!beside) console.log(`\n── ${name}`);
  const start = performance.now();
  const { succeeded, output } = await run(command, args, beside);
  if (beside) console.log(`\n── ${name}\n${output}`);
  const { passed, failed, skipped } = count(succeeded);
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
  const named = failuresIn();
  // A crash names no test.
  failures.push(...(failed > 0 && named.length === 0 ? [name] : named));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `── ${name}: ${failed > 0 ? "FAILED" : "ok"} in ${seconds} s (${passed} passed, ${failed} failed, ${skipped} skipped)`,
  );
}

function onePerStep(succeeded) {
  return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
}

function vitest(project, report) {
  const reporting = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const args = ["run", "--project", project, ...reporting];
  return [process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), ...args]];
}

/**
 * Runs the command and returns whether it ended with code 0 in time. Its output is printed at once,
 * or kept.
 */
function run(command, args, keepsOutput) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", keepsOutput ? "pipe" : "inherit", keepsOutput ? "pipe" : "inherit"],
      // A separate process group, so that a step that hangs ends with all the processes it started.
      detached: process.platform !== "win32",
      shell: process.platform === "win32" && command === "npm",
    });
    running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8");
      stream?.on("data", (text) => {
        output += text;
      });
    }
    const limit = setTimeout(() => {
      output += `Not done after ${STEP_LIMIT_MS / 1000} s: ended.\n`;
      console.error(`Not done after ${STEP_LIMIT_MS / 1000} s: ended.`);
      endGroup(child);
    }, STEP_LIMIT_MS);
    child.on("error", (error) => console.error(error.message));
    child.on("close", (code) => {
      clearTimeout(limit);
      running.delete(child);
      done({ succeeded: code === 0, output });
    });
  });
}

function endGroup(child) {
  try {
    if (process.platform === "win32") child.kill();
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // already gone
  }
}
