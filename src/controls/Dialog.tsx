import type { ReactElement } from "react";
import { lateModule } from "../scheduling/lateModule";
import { useLoadFailure } from "../scheduling/loadFailure";
import { useModule } from "../scheduling/useModule";
import type { DialogProps } from "./DialogWindow";

/** A button that opens a dialog should prefetch it (`prefetchOnApproach`). */
export const dialogWindow = lateModule(() => import("./DialogWindow"));

/** A modal window over the page, closed by Escape, its close button or a press outside. */
export function Dialog(props: DialogProps): ReactElement | null {
  const { report } = useLoadFailure();
  const module = useModule(dialogWindow, props.open, () => {
    report();
    props.onClose();
  });
  return module === null ? null : <module.DialogWindow {...props} />;
}
