import { DeviceLostError, UnsupportedJobError } from "../engine/backend";
import { LossParameterError, UntrainableLossError } from "../engine/fleetJob";
import { isOutOfMemory } from "../engine/outOfMemory";
import { FixedSettingError } from "../experiment/tuning";
import { LossSourceError } from "../language";
import { UnknownLossError } from "../losses/findLoss";
import { DivergedError } from "./divergence";

export type FailureCode =
  | "diverged"
  | "device-lost"
  | "worker-died"
  | "bad-loss"
  | "unsupported"
  | "out-of-memory"
  | "unknown";

/** The error's code, for the page's wording. */
export function failureCode(error: unknown): FailureCode {
  if (error instanceof DivergedError) return "diverged";
  if (error instanceof DeviceLostError) return "device-lost";
  if (
    error instanceof UnsupportedJobError ||
    error instanceof FixedSettingError ||
    error instanceof UntrainableLossError
  ) {
    return "unsupported";
  }
  if (error instanceof LossSourceError || error instanceof UnknownLossError || error instanceof LossParameterError) {
    return "bad-loss";
  }
  return isOutOfMemory(error) ? "out-of-memory" : "unknown";
}

/** Whether the engine or its device may be the cause, so that another may train the same run. */
export function isEngineFault(error: unknown): boolean {
  const code = failureCode(error);
  return code === "device-lost" || code === "out-of-memory" || code === "unknown";
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
