/** All contestants, and how each is started. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { installLocked } from "../scripts/dependencies.mjs";
import { ChromiumModules, type ModulePage } from "../scripts/golden/inChromium";
import { AbsentError, type Contestant, type Entrant } from "./contestant";
import type { OwnEngine, OwnTrainer } from "./ownEngine";
import { startTorch, type TorchStyle } from "./torch";
import type { TrainedTask } from "./trainingTask";

const PEERS = fileURLToPath(new URL("./peers/", import.meta.url));

/** Packages that the peers' modules import. */
const PACKAGES = [
  "@jax-js/jax",
  "@tensorflow/tfjs-core",
  "@tensorflow/tfjs-core/dist/register_all_gradients",
  "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops",
  "@tensorflow/tfjs-backend-cpu",
  "@tensorflow/tfjs-backend-wasm",
  "@tensorflow/tfjs-backend-webgpu",
];

/** TensorFlow.js on a software GPU takes over a minute for the whole job. */
const SLOW_STEPS = 44;

/** Chromium and the peers' packages, fetched and started when the first contestant needs them. */
export class Stadium {
  #modules: Promise<ChromiumModules> | undefined;
  #hasPeers: boolean | undefined;

  own(engine: OwnEngine, { by = "page", ...given }: { by?: OwnTrainer; steps?: number } = {}): Entrant {
    return {
      id: by === "pool" ? `${engine}-pool` : engine,
      family: "losscope",
      ...given,
      enter: (task) => this.#enter("/bench/ownEngine.ts", { engine, by, models: task.models }),
    };
  }

  pytorch(style: TorchStyle): Entrant {
    const byHand = style === "flat"; // torch's own Adam
    return { id: `pytorch-${style}`, family: "pytorch", byHand, enter: (task) => startTorch(style, task) };
  }

  tfjs(backend: "cpu" | "wasm" | "webgpu", gradient: "autodiff" | "by hand"): Entrant {
    return {
      id: `tfjs-${backend}${gradient === "by hand" ? "-by-hand" : ""}`,
      family: "tfjs",
      byHand: gradient === "by hand",
      ...(backend === "webgpu" && { steps: SLOW_STEPS }),
      enter: (task) => this.#enterPeer("/bench/peers/tfjs.ts", { backend, gradient, task }),
    };
  }

  jaxJs(): Entrant {
    return {
      id: "jax-js",
      family: "jax-js",
      enter: (task) => {
        const { version } = this.#peersInstalled() ? lockedPackage("@jax-js/jax") : { version: "" };
        return this.#enterPeer("/bench/peers/jaxjs.ts", { version, task });
      },
    };
  }

  async close(): Promise<void> {
    await (await this.#modules)?.close();
  }

  #enterPeer(path: string, entry: unknown): Promise<Contestant> {
    if (!this.#peersInstalled()) throw new AbsentError("its packages could not be installed");
    return this.#enter(path, entry);
  }

  #peersInstalled(): boolean {
    this.#hasPeers ??= installLocked(PEERS);
    return this.#hasPeers;
  }

  /** Runs a module of the project in a page of the same Chromium. */
  async load(path: string): Promise<ModulePage> {
    this.#modules ??= ChromiumModules.open(
      this.#peersInstalled() ? { folder: "/bench/peers", names: PACKAGES } : undefined,
    );
    return (await this.#modules).load(path);
  }

  async #enter(path: string, entry: unknown): Promise<Contestant> {
    const page = await this.load(path);
    const description = await page.call<string>("prepare", entry);
    return { description, train: (steps) => page.call<TrainedTask>("train", steps), close: () => page.close() };
  }
}

function lockedPackage(name: string): { version: string } {
  const lock = JSON.parse(readFileSync(`${PEERS}package-lock.json`, "utf8"));
  return lock.packages[`node_modules/${name}`];
}
