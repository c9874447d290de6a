import { type Code, type FunctionWriter, f32, f32x4, LaneSum, v128 } from "../../wasm";
import type { NodeId } from "../graph";

/** A sum or extreme over the batch, accumulated while looping over its samples. */
export interface Reduction {
  id: NodeId;
  take(value: Code, valid: Code): void;
  /** In all lanes. */
  result(): Code;
}

export function reductionOf(id: NodeId, op: "sum" | "max" | "min", writer: FunctionWriter): Reduction {
  if (op === "sum") {
    const sum = new LaneSum(writer);
    return {
      id,
      take: (value, valid) => sum.add(v128.and(value, valid)),
      result: () => writer.vector(f32x4.splat(f32.fromF64(sum.total()))),
    };
  }
  const extreme = f32x4[op];
  const neutral = writer.number(op === "max" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
  const lanes = writer.local("v128");
  writer.set(lanes, neutral);
  return {
    id,
    take: (value, valid) => writer.set(lanes, extreme(lanes.get, v128.select(value, neutral, valid))),
    result: () => {
      const swapped = v128.shuffle32(lanes.get, lanes.get, [2, 3, 0, 1]);
      const pairs = writer.vector(extreme(lanes.get, swapped));
      return writer.vector(extreme(pairs, v128.shuffle32(pairs, pairs, [1, 0, 3, 2])));
    },
  };
}
