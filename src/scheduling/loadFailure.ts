import { type ComponentType, createContext, useContext } from "react";

/** How the page says that code or texts could not be fetched. */
export interface LoadFailure {
  /** What is shown in place of a missing part. */
  MissingPart: ComponentType<{ onRetry: () => void }>;
  /** Called when something without a place of its own (a dialog, a list) could not be fetched. */
  report: () => void;
}

/** The default is for parts that are rendered alone: their failure is an error of their parent. */
export const LoadFailureContext = createContext<LoadFailure>({
  MissingPart: () => {
    throw new Error("a part of the page could not be fetched");
  },
  report: () => undefined,
});

export function useLoadFailure(): LoadFailure {
  return useContext(LoadFailureContext);
}
