import { useEffect, useRef, useState } from "react";
import { useIdleCall } from "./useIdleCall";

/**
 * The value as of the page's last idle time, for parts that may be drawn later than the rest. A
 * changed value must be a new object. A new value about another subject (`subjectOf`) is returned
 * at once.
 */
export function useWhenIdle<Value>(value: Value, subjectOf: (value: Value) => unknown = () => undefined): Value {
  const [shown, setShown] = useState(value);
  const newest = useRef(value);
  const idle = useIdleCall();
  useEffect(() => {
    newest.current = value;
    if (value !== shown) idle.schedule(() => setShown(() => newest.current));
  }, [value, shown, idle]);
  return subjectOf(shown) === subjectOf(value) ? shown : value;
}
