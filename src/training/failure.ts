import { DeviceLostError, UnsupportedJobError } from "../engine/backend";
import { LossParameterError, UntrainableLossError } from "../engine/job";
import { FixedSettingError } from "../experiment/tuning";
import { LossSourceError } from "../language";
import { UnknownLossError } from "../losses";
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
  // Thrown by engines if an array or buffer does not fit: "Array buffer allocation failed",
  // "Invalid typed array length".
  if (error instanceof RangeError || /out of memory|allocation failed/i.test(messageOf(error))) return "out-of-memory";
  return "unknown";
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
