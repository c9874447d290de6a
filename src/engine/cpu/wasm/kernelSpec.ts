import type { OptimizerName } from "../../../experiment/experiment";
import type { ModelLayout } from "../../../experiment/modelLayout";
import type { KeyedGraph } from "../../../language/keyedGraph";
import type { OptimizerRule } from "../../backend";
import type { StateVectors } from "./kernelLayout";

/** What of an optimiser is compiled in: its formula, not its numbers. */
export interface UpdateRule {
  name: OptimizerName;
  hasMomentum: boolean;
  nesterov: boolean;
  amsgrad: boolean;
  centered: boolean;
}

/**
 * What is compiled into a kernel but for its loss; everything else of a job is numbers in its
 * memory.
 */
export interface NetworkSpec {
  layout: ModelLayout;
  /** Samples of the largest batch. */
  capacity: number;
  targetColumns: number;
  rule: UpdateRule;
}

export interface KernelSpec extends NetworkSpec {
  /** The batch graph of the loss. */
  loss: KeyedGraph;
}

export function updateRule({ name, momentum, nesterov, amsgrad, centered }: OptimizerRule): UpdateRule {
  const adam = name === "Adam" || name === "AdamW";
  const hasMomentum = (name === "SGD" || name === "RMSprop") && momentum !== 0;
  return {
    name,
    hasMomentum,
    nesterov: name === "SGD" && hasMomentum && nesterov,
    amsgrad: adam && amsgrad,
    centered: name === "RMSprop" && centered,
  };
}

/** What the rule remembers of each parameter: the vectors of `OptimizerState`. */
export function stateVectors({ name, hasMomentum, amsgrad, centered }: UpdateRule): StateVectors {
  const adam = name === "Adam" || name === "AdamW";
  return { first: adam || hasMomentum, second: name !== "SGD", third: amsgrad || centered };
}
