import { type ComponentType, type ReactElement, type ReactNode, startTransition, useEffect, useState } from "react";
import { type LateModule, lateModule } from "./lateModule";

/**
 * A part of the page whose code is fetched when it is first rendered; until then `fallback` is
 * shown.
 */
export type LazyPart<Props> = ((props: Props & { fallback?: ReactNode }) => ReactElement) &
  Pick<LateModule<unknown>, "prefetch">;

type PropsOf<Part> = Part extends ComponentType<infer Props> ? Props : never;

/**
 * Usage: `lazyPart(() => import("./Card"), "Card")`. Unlike React's `lazy`, it starts fetching
 * after the page around it has been drawn, and tries again when mounted again after a failure. If
 * the code can't be fetched it throws, for the PartBoundary around it.
 */
export function lazyPart<Module extends object, Name extends keyof Module>(
  load: () => Promise<Module>,
  name: Name,
): LazyPart<PropsOf<Module[Name]>> {
  const module = lateModule(load);
  function Part({ fallback, ...props }: { fallback?: ReactNode }): ReactElement {
    const [loaded, setLoaded] = useState(module.current);
    const [failure, setFailure] = useState<{ error: unknown }>();
    useEffect(() => {
      if (loaded !== null) return;
      let mounted = true;
      module.load().then(
        // In a transition React renders in short slices.
        (fetched) => mounted && startTransition(() => setLoaded(fetched)),
        (error: unknown) => mounted && setFailure({ error }),
      );
      return () => {
        mounted = false;
      };
    }, [loaded]);
    if (failure !== undefined) throw failure.error;
    if (loaded === null) return <>{fallback}</>;
    const Loaded = loaded[name] as ComponentType;
    return <Loaded {...props} />;
  }
  return Object.assign(Part, { prefetch: module.prefetch });
}
