import { type Code, type FunctionWriter, ITERATION_BYTES, i32, UNROLL, VECTOR_BYTES, v128 } from "../../wasm";
import type { VectorMath } from "../../wasm/vectorMath";
import type { Graph, GraphNode, NodeId, ParameterValues } from "../graph";
import { PassPlan } from "../passes/batchPasses";
import { reductionOf } from "./batchReduction";
import { fusedProducts } from "./fusedProducts";
import type { LossMemory, LossWork } from "./lossMemory";
import { KEY, NodeCode, RANKING_COLUMNS, RESULT, VALUE } from "./nodeCode";

/**
 * A batch graph as vector code: float32, one sample in each lane, sums over the batch in float64.
 * `write` writes it into a function; what depends on parameters alone the host computes
 * (`uniforms`).
 */
export class WasmLoss {
  readonly uniformCount: number;
  /** [uniformCount], in float64. Throws MissingParameterError. */
  readonly uniforms: (parameters: ParameterValues) => Float64Array;
  /** Of each uniform that is a parameter as it stands, its name. */
  readonly uniformNames: readonly (string | undefined)[];
  readonly scratchColumns: number;
  readonly #graph: Graph;
  readonly #outputs: readonly string[];
  readonly #plan: PassPlan;
  readonly #math: VectorMath;
  readonly #fused: ReadonlySet<NodeId>;

  /** `fuse`: adds products in one rounding where the machine can (`VectorMath.multiplyAdd`). */
  constructor(graph: Graph, outputs: readonly string[], math: VectorMath, { fuse = false } = {}) {
    this.#graph = graph;
    this.#fused = fuse ? fusedProducts(graph) : new Set();
    this.#outputs = outputs;
    this.#math = math;
    this.#plan = new PassPlan(graph, outputs);
    this.uniformCount = this.#plan.uniforms.length;
    this.uniforms = this.#plan.hostFunction();
    this.uniformNames = this.#plan.uniforms.map((id) => graph.nodes[id]!.name);
    this.scratchColumns = RANKING_COLUMNS * this.#plan.rankings.length;
  }

  /** Writes the passes; returns the outputs that are one number, in all lanes. */
  write(writer: FunctionWriter, memory: LossMemory, work: LossWork): Record<string, Code> {
    const code = new NodeCode(this.#graph, this.#plan, this.#math, writer, memory, this.#fused);
    return new LossEmitter(this.#graph, this.#plan, code, writer, memory).write(this.#outputs, work);
  }
}

class LossEmitter {
  readonly #nodes: readonly GraphNode[];
  readonly #graph: Graph;
  readonly #plan: PassPlan;
  readonly #code: NodeCode;
  readonly #writer: FunctionWriter;
  readonly #memory: LossMemory;

  constructor(graph: Graph, plan: PassPlan, code: NodeCode, writer: FunctionWriter, memory: LossMemory) {
    this.#graph = graph;
    this.#nodes = graph.nodes;
    this.#plan = plan;
    this.#code = code;
    this.#writer = writer;
    this.#memory = memory;
  }

  write(outputs: readonly string[], work: LossWork): Record<string, Code> {
    for (let pass = 0; pass <= this.#plan.last; pass++) this.#pass(pass, outputs, work);
    const { wholeBatch } = this.#code;
    const numbers = outputs.filter((name) => this.#nodes[this.#graph.outputs[name]!]!.shape.length === 0);
    this.#code.compute(this.#plan.computedFor(numbers.map((name) => this.#graph.outputs[name]!)), [wholeBatch]);
    const numberOf = (name: string) => this.#code.value(this.#graph.outputs[name]!, wholeBatch);
    return Object.fromEntries(numbers.map((name) => [name, this.#writer.vector(numberOf(name))]));
  }

  #pass(pass: number, outputs: readonly string[], work: LossWork): void {
    const plan = this.#plan;
    const code = this.#code;
    const writer = this.#writer;
    const computed = plan.computedFor(plan.rootsOf(pass));
    const isNumber = (id: NodeId) => this.#nodes[id]!.shape.length === 0;
    // What is the same for all samples comes before the loop over them.
    code.compute(computed.filter(isNumber), [code.wholeBatch]);
    const reductions = plan.reductions
      .filter((id) => plan.passOf(id) === pass)
      .map((id) => reductionOf(id, this.#nodes[id]!.op as "sum" | "max" | "min", writer));
    const rankings = plan.rankings.filter((id) => plan.passOf(id) === pass);
    code.prepareExponents(computed);
    const x = writer.local("i32");
    writer.loop(x, i32.const(0), work.end, ITERATION_BYTES, () => {
      const laneGroups = Array.from({ length: UNROLL }, (_, k) =>
        code.groupAt(k === 0 ? x.get : writer.let("i32", i32.add(x.get, i32.const(k * VECTOR_BYTES)))),
      );
      code.compute(
        computed.filter((id) => !isNumber(id)),
        laneGroups,
      );
      for (const group of laneGroups) {
        const valid = this.#memory.valid(group.x);
        for (const reduction of reductions) {
          reduction.take(code.value(this.#nodes[reduction.id]!.inputs[0]!, group), valid);
        }
        for (const id of rankings) {
          const [value, key] = this.#nodes[id]!.inputs as [NodeId, NodeId];
          writer.do(v128.store(code.rankingAddress(id, VALUE, group), code.value(value, group)));
          writer.do(v128.store(code.rankingAddress(id, KEY, group), code.value(key, group)));
        }
        if (pass === 0) work.alsoDo?.(group.x);
        if (pass < plan.last) continue;
        for (const name of outputs) {
          const id = this.#graph.outputs[name]!;
          if (!isNumber(id)) work.store(name, group.x, code.value(id, group));
        }
      }
    });
    for (const reduction of reductions) code.wholeBatch.values.set(reduction.id, reduction.result());
    for (const id of rankings) {
      const columns = [VALUE, KEY, RESULT].map((column) => code.rankingColumn(id, column));
      const back = i32.const(this.#nodes[id]!.op === "cumulateBack" ? 1 : 0);
      writer.do(this.#memory.rank.call(...columns, work.samples, back));
    }
  }
}
