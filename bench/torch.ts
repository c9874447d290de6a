import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { AbsentError, type Contestant } from "./contestant";
import type { TrainedTask, TrainingTask } from "./trainingTask";

/** Written as in the documentation, or with all parameters in one tensor. */
export type TorchStyle = "modules" | "flat";

const script = fileURLToPath(new URL("./peers/train_with_torch.py", import.meta.url));
/** A version manager's Python often hides the system's, which has Debian's python3-torch. */
const candidates = ["python3", "/usr/bin/python3", "/usr/local/bin/python3", "python"];

let python: string | null | undefined;

/** The first Python that imports torch. */
function pythonWithTorch(): string {
  python ??= candidates.find((name) => spawnSync(name, ["-c", "import torch"]).status === 0) ?? null;
  if (python === null) throw new AbsentError("no python3 here imports torch (Debian: apt install python3-torch)");
  return python;
}

/** A Python process that holds the task and trains it on request. */
export async function startTorch(style: TorchStyle, task: TrainingTask): Promise<Contestant> {
  const process = spawn(pythonWithTorch(), [script, style]);
  const answers = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
  const messages: string[] = [];
  process.stderr.setEncoding("utf8").on("data", (text: string) => messages.push(text));
  process.stdin.on("error", () => {}); // The error is on stderr.
  const ask = async <Answer>(question: string): Promise<Answer> => {
    process.stdin.write(`${question}\n`);
    const { value, done } = await answers.next();
    if (done) throw new Error(`PyTorch ended: ${messages.join("")}`);
    return JSON.parse(value) as Answer;
  };
  const description = await ask<string>(JSON.stringify(task));
  return { description, train: (steps) => ask<TrainedTask>(String(steps)), close: () => end(process) };
}

async function end(process: ChildProcessWithoutNullStreams): Promise<void> {
  const ended = new Promise((resolve) => process.once("close", resolve));
  process.stdin.end();
  await ended;
}
