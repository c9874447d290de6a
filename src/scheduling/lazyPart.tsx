import { type ComponentType, type ReactElement, type ReactNode, useCallback, useState } from "react";
import { type LateModule, lateModule } from "./lateModule";
import { useLoadFailure } from "./loadFailure";
import { useModule } from "./useModule";

/**
 * A part of the page whose code is fetched when it is first rendered; until then `fallback` is
 * shown.
 */
export type LazyPart<Props> = ((props: Props & { fallback?: ReactNode }) => ReactNode) &
  Pick<LateModule<unknown>, "prefetch">;

type PropsOf<Part> = Part extends ComponentType<infer Props> ? Props : never;

/**
 * Usage: `lazyPart(() => import("./Card"), "Card")`. Unlike React's `lazy`, it starts fetching
 * after the page around it has been drawn. If the code can't be fetched, its place says so and
 * offers to try again; mounting it anew tries again too. `failure: "fallback"` is for parts that
 * only adorn their fallback: then the fallback stays, without a word.
 */
export function lazyPart<Module extends object, Name extends keyof Module>(
  load: () => Promise<Module>,
  name: Name,
  { failure = "shown" }: { failure?: "shown" | "fallback" } = {},
): LazyPart<PropsOf<Module[Name]>> {
  const module = lateModule(load);
  function Part({ fallback, ...props }: { fallback?: ReactNode }): ReactNode {
    const { MissingPart } = useLoadFailure();
    const [failed, setFailed] = useState(false);
    const retry = useCallback(() => setFailed(false), []);
    const loaded = useModule(module, !failed, () => setFailed(true));
    if (loaded === null) return failed && failure === "shown" ? <MissingPart onRetry={retry} /> : fallback;
    const Loaded = loaded[name] as ComponentType;
    return <Loaded {...props} />;
  }
  return Object.assign(Part, { prefetch: module.prefetch });
}

/** Props of a dialog that its button opens and closes. */
export interface DialogSwitch {
  open: boolean;
  onClose: () => void;
}

/**
 * A dialog whose code is fetched when it is first opened. If it can't be fetched, the page says so,
 * the dialog counts as closed, and opening it tries again.
 */
export function lazyDialog<Name extends string, Module extends Record<Name, ComponentType<DialogSwitch>>>(
  load: () => Promise<Module>,
  name: Name,
): LazyPart<DialogSwitch> {
  const module = lateModule(load);
  function LateDialog({ open, onClose }: DialogSwitch): ReactElement | null {
    const { report } = useLoadFailure();
    const loaded = useModule(module, open, () => {
      report();
      onClose();
    });
    if (loaded === null) return null;
    const Loaded: ComponentType<DialogSwitch> = loaded[name];
    return <Loaded open={open} onClose={onClose} />;
  }
  return Object.assign(LateDialog as LazyPart<DialogSwitch>, { prefetch: module.prefetch });
}
