import type { BackendId, UnsupportedReason } from "../engine/backend";

/** What the learner asked for; `auto` takes WebGPU on a hardware adapter unless the CPU was measured to be faster, else the CPU. */
export type EnginePreference = "auto" | BackendId;

/** Which engine runs, and why this one: a code and values for a sentence on screen. */
export interface EngineChoice {
  id: BackendId;
  /** The adapter's or array type's name. */
  description: string;
  reason:
    | "chosen"
    | "hardware-gpu"
    | "gpu-measured-faster"
    | "cpu-measured-faster"
    | "software-gpu-passed-over"
    /** A run to the end in one go, the engine left to us: the CPU, which waits for no journeys to the GPU. */
    | "trained-at-once"
    | UnsupportedReason;
  /** Of such a run on this machine, where they have been measured. */
  speeds?: MeasuredSpeeds;
}

/** Steps per second on each engine, each a step of all `models`. */
export interface MeasuredSpeeds {
  models: number;
  /** On all workers that the models would be shared by. */
  cpu: number;
  webgpu: number;
}
