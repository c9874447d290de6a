import type { Backend } from "../engine/backend";
import type { NoGpuReason } from "./engineChoice";

export type Gpu = { backend: Backend } | { unavailable: NoGpuReason };

/** Calls back after this many milliseconds; returns how to cancel that. */
export type SetTimer = (callback: () => void, ms: number) => () => void;

/** A driver that takes longer to answer may never do: the CPU trains meanwhile. */
export const OPENING_LIMIT_MS = 5000;
/** The check also compiles kernels, which a busy machine does slowly. */
export const CHECK_LIMIT_MS = 20_000;

/**
 * The GPU of this machine. It is opened and checked at its first use, and kept. What does not
 * answer is waited for only once, unless it is asked for again.
 */
export class GpuSource {
  readonly #open: () => Promise<Gpu>;
  readonly #computesRight: (backend: Backend) => Promise<boolean>;
  readonly #setTimer: SetTimer;
  #opening: Waiting<Gpu> | undefined;
  #checking: Waiting<boolean> | undefined;
  #interrupt: (() => void) | undefined;

  constructor(open: () => Promise<Gpu>, computesRight: (backend: Backend) => Promise<boolean>, setTimer: SetTimer) {
    this.#open = open;
    this.#computesRight = computesRight;
    this.#setTimer = setTimer;
  }

  /** The GPU where it has been opened and has not failed a check. */
  get current(): Backend | undefined {
    const gpu = this.#opening?.result;
    return gpu !== undefined && "backend" in gpu && this.#checking?.result !== false ? gpu.backend : undefined;
  }

  /**
   * `patient`: also waits for what has not answered before. Throws an AbortError after `interrupt`.
   */
  async open(patient: boolean): Promise<Gpu> {
    this.#opening ??= new Waiting(this.#open());
    return (await this.#within(this.#opening, OPENING_LIMIT_MS, patient)) ?? { unavailable: "gpu-silent" };
  }

  /**
   * Why the opened GPU cannot be trusted; null where it has trained a known job right. Throws an
   * AbortError after `interrupt`.
   */
  async distrust(backend: Backend, patient: boolean): Promise<"gpu-wrong" | "gpu-silent" | null> {
    this.#checking ??= new Waiting(this.#computesRight(backend));
    const isRight = await this.#within(this.#checking, CHECK_LIMIT_MS, patient);
    return isRight === undefined ? "gpu-silent" : isRight ? null : "gpu-wrong";
  }

  /** Ends a wait: another engine has been asked for. */
  interrupt(): void {
    this.#interrupt?.();
  }

  /** Frees the device; the next use opens another. */
  forget(): void {
    this.#opening?.promise.then(
      (gpu) => "backend" in gpu && gpu.backend.dispose(),
      () => undefined,
    );
    this.#opening = undefined;
    this.#checking = undefined;
  }

  /** Undefined where the limit passes, now or in an earlier wait that was not `patient`. */
  async #within<T>(waiting: Waiting<T>, limitMs: number, patient: boolean): Promise<T | undefined> {
    if (waiting.result !== undefined) return waiting.result;
    if (waiting.isLate && !patient) return undefined;
    let cancel: (() => void) | undefined;
    const limit = new Promise<undefined>((resolve) => {
      cancel = this.#setTimer(() => {
        waiting.isLate = true;
        resolve(undefined);
      }, limitMs);
    });
    const interrupted = new Promise<never>((_, reject) => {
      this.#interrupt = () => reject(new DOMException("another engine was chosen", "AbortError"));
    });
    try {
      return await Promise.race([waiting.promise, limit, interrupted]);
    } finally {
      cancel?.();
      this.#interrupt = undefined;
    }
  }
}

/** A promise with its result, once it is there. */
class Waiting<T> {
  readonly promise: Promise<T>;
  result: T | undefined;
  /** Whether a limit has passed. */
  isLate = false;

  constructor(promise: Promise<T>) {
    this.promise = promise;
    promise.then(
      (result) => {
        this.result = result;
      },
      () => undefined,
    );
  }
}
