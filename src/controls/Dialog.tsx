import { type ReactElement, useEffect } from "react";
import type { DialogProps } from "./DialogWindow";
import { deferModule, useDeferredModule } from "./deferredModule";

const dialogWindow = deferModule(() => import("./DialogWindow"));

/** A window over the page that asks for attention; Escape, its close button or a press beside it closes it. */
export function Dialog(props: DialogProps): ReactElement | null {
  const module = useDeferredModule(dialogWindow);
  useEffect(() => {
    if (props.open) dialogWindow.request();
  }, [props.open]);
  return module === null ? null : <module.DialogWindow {...props} />;
}
