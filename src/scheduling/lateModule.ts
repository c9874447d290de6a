/** Code or texts that are fetched when first needed. */
export interface LateModule<Module> {
  /** Null until it has been fetched. */
  current(): Module | null;
  /**
   * Fetches it once; later calls return the same promise. Rejects if it can't be fetched (offline,
   * or an old page after a new release); the next call tries again.
   */
  load(): Promise<Module>;
  /** Resolves when it has been fetched, at whichever attempt; starts nothing. */
  readonly arrival: Promise<Module>;
  /**
   * Fetches it early, when the user approaches the control that needs it, unless the browser is set
   * to save data. Ignores failures: `load` reports them.
   */
  prefetch(): void;
}

export function lateModule<Module>(fetchModule: () => Promise<Module>): LateModule<Module> {
  let module: Module | null = null;
  let loading: Promise<Module> | null = null;
  let arrive: (fetched: Module) => void;
  const arrival = new Promise<Module>((resolve) => {
    arrive = resolve;
  });
  const load = (): Promise<Module> => {
    loading ??= fetchModule().then(
      (fetched) => {
        module = fetched;
        arrive(fetched);
        return fetched;
      },
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  return {
    current: () => module,
    load,
    arrival,
    prefetch: () => {
      if (!savesData()) load().catch(() => undefined);
    },
  };
}

/**
 * Handlers for a control that opens late modules: they are fetched when a pointer or the focus
 * reaches the control.
 */
export function prefetchOnApproach(...modules: readonly Pick<LateModule<unknown>, "prefetch">[]) {
  const prefetch = () => {
    for (const module of modules) module.prefetch();
  };
  return { onPointerEnter: prefetch, onFocus: prefetch };
}

/** Whether the browser is set to save data. Only Chromium has this setting. */
export function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}
