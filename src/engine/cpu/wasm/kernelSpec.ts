import type { ModelLayout } from "../../../experiment/modelLayout";
import type { KeyedGraph } from "../../../language/keyedGraph";
import type { OptimizerUpdate } from "../../../optimizers/update";

/**
 * What is compiled into a network's kernel. Everything else of a job, except its loss, is numbers
 * in memory.
 */
export interface NetworkSpec {
  layout: ModelLayout;
  /** Samples of the largest batch. */
  capacity: number;
  targetColumns: number;
  /**
   * The optimiser's graph, vectors and scalars are compiled in; the values of its settings are not.
   */
  update: OptimizerUpdate;
}

export interface KernelSpec extends NetworkSpec {
  /** The batch graph of the loss. */
  loss: KeyedGraph;
}
