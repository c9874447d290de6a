import { useEffect, useRef, useState } from "react";
import { whenIdle } from "./whenIdle";

/** The value as it was when the page last had time: what is drawn from it does not keep the page from what is watched. It must be another object when it changes. */
export function useWhenIdle<Value>(value: Value): Value {
  const [shown, setShown] = useState(value);
  const newest = useRef(value);
  const prevent = useRef<(() => void) | undefined>(undefined);
  useEffect(() => {
    newest.current = value;
    if (value === shown) return;
    prevent.current ??= whenIdle(() => {
      prevent.current = undefined;
      setShown(() => newest.current);
    });
  }, [value, shown]);
  useEffect(
    () => () => {
      prevent.current?.();
      prevent.current = undefined;
    },
    [],
  );
  return shown;
}
