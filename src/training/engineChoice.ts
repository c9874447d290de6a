import type { BackendId, UnsupportedReason } from "../engine/backend";

/**
 * The user's choice. `auto` takes WebGPU on a hardware adapter unless the CPU was measured to be
 * faster, else the CPU.
 */
export type EnginePreference = "auto" | BackendId;

/** Why no GPU trains here, whatever the job. */
export type NoGpuReason =
  | UnsupportedReason
  /** It did not answer in time. */
  | "gpu-silent"
  /** It trained a short known job to other numbers than the CPU. */
  | "gpu-wrong";

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
    /**
     * "auto" for a run that trains to its end at once: the CPU, which needs no round trips to a
     * GPU.
     */
    | "trained-at-once"
    /** In place of `failed`, which could not train this run. */
    | "engine-failed"
    | NoGpuReason;
  failed?: BackendId;
  /** Measured speeds of such a run on this machine, if there are any. */
  speeds?: MeasuredSpeeds;
}

/** Steps per second on each engine, where a step trains all `models`. */
export interface MeasuredSpeeds {
  models: number;
  /** With all workers that would share the models. */
  cpu: number;
  webgpu: number;
}
