import { WasmLoss } from "../../../language/wasm/emitLoss";
import { wasmFeatures } from "../../../wasm";
import { vectorMath } from "../../../wasm/vectorMath";
import { BatchLossCode } from "./batchLossCode";
import { compileLossModule, compileNetwork, type Kernel, type Network } from "./kernel";
import type { KernelSpec, NetworkSpec } from "./kernelSpec";
import { RecentlyUsed } from "./recentlyUsed";

const MAX_NETWORKS = 16;
/** Number of kernels to keep: sweeps over a loss's choices alternate between its programs. */
const MAX_LOSSES = 64;
/**
 * Losses with up to this many numbers share a network module; those with up to twice as many share
 * another, and so on.
 */
const MIN_UNIFORM_ROOM = 32;

/**
 * The compiled kernels of a backend, by what is compiled into them: a job whose network and loss
 * (`KeyedGraph`) were used recently compiles nothing.
 */
export class KernelCache {
  readonly #networks = new RecentlyUsed<Network>(MAX_NETWORKS);
  /** By loss. */
  readonly #losses = new RecentlyUsed<WasmLoss>(MAX_LOSSES);
  /** By loss and by the network whose memory it uses. */
  readonly #modules = new RecentlyUsed<WebAssembly.Module>(MAX_LOSSES);

  kernel(spec: KernelSpec): Kernel {
    const graph = spec.loss;
    const loss = this.#losses.of(
      graph.key,
      () => new WasmLoss(graph, BatchLossCode.outputsOf(graph), vectorMath(wasmFeatures())),
    );
    const uniforms = uniformRoom(loss.uniformCount);
    const networkKey = keyOf(spec, uniforms);
    const network = this.#networks.of(networkKey, () => compileNetwork(spec, uniforms));
    const module = this.#modules.of(`${graph.key} ${networkKey}`, () => compileLossModule(spec, loss, network.layout));
    const { scratchColumns, uniformCount } = loss;
    return { ...network, loss: module, scratchColumns, uniformCount, uniforms: loss.uniforms };
  }
}

function keyOf({ layout, capacity, targetColumns, update }: NetworkSpec, uniforms: number): string {
  const { graph, state, scalars } = update;
  return JSON.stringify([layout, capacity, targetColumns, graph.key, Object.keys(state), scalars, uniforms]);
}

function uniformRoom(count: number): number {
  let room = MIN_UNIFORM_ROOM;
  while (room < count) room *= 2;
  return room;
}
