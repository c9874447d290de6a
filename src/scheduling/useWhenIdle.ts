import { useEffect, useRef, useState } from "react";
import { useIdleCall } from "./useIdleCall";

/**
 * The value as it was when the page last had time: what is drawn from it does not keep the page from what is watched. It must be another object when it changes. A
 * value about another subject than the one shown is shown at once.
 */
export function useWhenIdle<Value>(value: Value, subjectOf: (value: Value) => unknown = () => undefined): Value {
  const [shown, setShown] = useState(value);
  const newest = useRef(value);
  const idle = useIdleCall();
  useEffect(() => {
    newest.current = value;
    if (value !== shown) idle.soon(() => setShown(() => newest.current));
  }, [value, shown, idle]);
  return subjectOf(shown) === subjectOf(value) ? shown : value;
}
