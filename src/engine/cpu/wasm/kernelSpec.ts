import type { ModelLayout } from "../../../experiment/modelLayout";
import type { KeyedGraph } from "../../../language/keyedGraph";
import type { OptimizerUpdate } from "../../../optimizers/update";

/**
 * What is compiled into a kernel but for its loss; everything else of a job is numbers in its
 * memory.
 */
export interface NetworkSpec {
  layout: ModelLayout;
  /** Samples of the largest batch. */
  capacity: number;
  targetColumns: number;
  /** Compiled in are its graph, its vectors and its scalars, not the settings' numbers. */
  update: OptimizerUpdate;
}

export interface KernelSpec extends NetworkSpec {
  /** The batch graph of the loss. */
  loss: KeyedGraph;
}
