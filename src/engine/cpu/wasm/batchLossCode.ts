import { callsPositive } from "../../../experiment/decision";
import { type ModelLayout, outputCount } from "../../../experiment/modelLayout";
import type { Graph } from "../../../language/graph";
import { gradientNames } from "../../../language/passes/batchPasses";
import type { WasmLoss } from "../../../language/wasm/emitLoss";
import { type Callable, type Code, type FunctionWriter, f32x4, f64, i32, i32x4, type Local, v128 } from "../../../wasm";
import { STEP_FIELDS } from "../../backend";
import type { KernelLayout } from "./kernelLayout";

/**
 * Writes the loss of a batch, its gradient with respect to the network's outputs, and the number of
 * samples that are classified correctly.
 */
export class BatchLossCode {
  readonly #model: ModelLayout;
  readonly #layout: KernelLayout;
  readonly #loss: WasmLoss;
  readonly #gradients: readonly string[];
  readonly #rank: Callable;

  constructor(model: ModelLayout, layout: KernelLayout, graph: Graph, loss: WasmLoss, rank: Callable) {
    this.#model = model;
    this.#layout = layout;
    this.#loss = loss;
    this.#gradients = gradientNames(graph);
    this.#rank = rank;
  }

  /** Parameters m, end (bytes of a column), samples, record. */
  loss(writer: FunctionWriter): void {
    const [m, end, samples, record] = writer.parameters as unknown as [Local, Local, Local, Local];
    const { outputs, targets, columnBytes, valid, batchSize, member, end: scratch, outputGradients } = this.#layout;
    const right = writer.local("v128");
    writer.set(right, i32x4.const(0));
    const uniforms = new Map<number, Code>();
    const uniform = (index: number) => v128.load32Splat(m.get, member.uniforms + 4 * index);
    // Read before the loops: a local that is set within a loop is undefined after it.
    for (let index = 0; index < this.#loss.uniformCount; index++) uniforms.set(index, writer.vector(uniform(index)));
    const { objective } = this.#loss.write(
      writer,
      {
        prediction: (column, x) => v128.load(x, outputs + column * columnBytes),
        target: (column, x) => v128.load(x, targets + column * columnBytes),
        valid: (x) => v128.load(x, valid),
        batchSize: writer.vector(v128.load32Splat(i32.const(0), batchSize)),
        uniform: (index) => uniforms.get(index)!,
        scratch: (column) => i32.const(scratch + column * columnBytes),
        rank: this.#rank,
      },
      {
        end: end.get,
        samples: samples.get,
        store: (output, x, value) => {
          const column = this.#gradients.indexOf(output);
          const kept = v128.and(value, v128.load(x, valid));
          writer.do(v128.store(x, kept, outputGradients + column * columnBytes));
        },
        alsoDo: (x) => this.#countRight(writer, x, right),
      },
    );
    const field = (name: (typeof STEP_FIELDS)[number]) => 8 * STEP_FIELDS.indexOf(name);
    writer.do(f64.store(record.get, f64.fromF32(f32x4.lane(objective!, 0)), field("loss")));
    const counts = [0, 1, 2, 3].map((lane) => i32x4.lane(right.get, lane)) as [Code, Code, Code, Code];
    const count = i32.add(i32.add(counts[0], counts[1]), i32.add(counts[2], counts[3]));
    writer.do(f64.store(record.get, f64.fromI32(count), field("correct")));
  }

  /** The outputs of the graph that a step needs. */
  static outputsOf(graph: Graph): string[] {
    return ["objective", ...gradientNames(graph)];
  }

  #countRight(writer: FunctionWriter, x: Code, right: Local): void {
    const { outputs, columnBytes, labels, valid } = this.#layout;
    const output = (k: number) => v128.load(x, outputs + k * columnBytes);
    const decision = outputCount(this.#model) === 2 ? f32x4.sub(output(1), output(0)) : output(0);
    const positive = f32x4.ge(decision, writer.number(LEAST_POSITIVE));
    const wrong = v128.xor(positive, v128.load(x, labels));
    writer.set(right, i32x4.sub(right.get, v128.andNot(v128.load(x, valid), wrong)));
  }
}

/**
 * The smallest float32 logit for which `callsPositive` is true: where σ in float64 first exceeds
 * one half.
 */
const LEAST_POSITIVE = leastPositive();

function leastPositive(): number {
  const bits = new Uint32Array(1);
  const value = new Float32Array(bits.buffer);
  // Positive floats have the same order as their bits.
  let [no, yes] = [0, 0x3f800000];
  while (yes - no > 1) {
    bits[0] = (no + yes) >>> 1;
    if (callsPositive(value[0]!)) yes = bits[0]!;
    else no = bits[0]!;
  }
  bits[0] = yes;
  return value[0]!;
}
