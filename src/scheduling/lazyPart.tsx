import { type ComponentType, type ReactElement, type ReactNode, startTransition, useEffect, useState } from "react";
import { type LateModule, lateModule } from "./lateModule";

/** A part of the page whose code is fetched when it is first drawn; until it is there, `fallback` is drawn. */
export type LazyPart<Props> = ((props: Props & { fallback?: ReactNode }) => ReactElement) &
  Pick<LateModule<unknown>, "prefetch">;

type PropsOf<Part> = Part extends ComponentType<infer Props> ? Props : never;

/**
 * `lazyPart(() => import("./Card"), "Card")`. Unlike React's `lazy` it starts after the page around it
 * has been drawn, and tries again when it is mounted again after a failure. What it throws where its
 * code can't be fetched is for the PartBoundary around it.
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
        // As a transition React draws it in short pieces.
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
