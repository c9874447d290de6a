/** Code, or texts, that are fetched when they are first needed. */
export interface LateModule<Module> {
  /** Null until it has been fetched. */
  current(): Module | null;
  /** Fetches it, once: later calls get the same. Rejects where it can't be fetched (offline, an old page after a new release); the next call tries again. */
  load(): Promise<Module>;
  /** Fetches it before it is needed, when the user comes near what needs it; not where the browser is told to save data. A failure is left to `load`. */
  prefetch(): void;
}

export function lateModule<Module>(fetchModule: () => Promise<Module>): LateModule<Module> {
  let module: Module | null = null;
  let loading: Promise<Module> | null = null;
  const load = (): Promise<Module> => {
    loading ??= fetchModule().then(
      (fetched) => {
        module = fetched;
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
    prefetch: () => {
      if (!savesData()) load().catch(() => undefined);
    },
  };
}

/** Handlers for a control that opens what is fetched late: it is on its way when a pointer or the focus comes to the control. */
export function prefetchOnApproach(...modules: readonly Pick<LateModule<unknown>, "prefetch">[]) {
  const prefetch = () => {
    for (const module of modules) module.prefetch();
  };
  return { onPointerEnter: prefetch, onFocus: prefetch };
}

/** Chromium alone says so. */
function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}
