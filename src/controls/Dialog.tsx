import { type ReactElement, useEffect, useState } from "react";
import { lateModule } from "../scheduling/lateModule";
import type { DialogProps } from "./DialogWindow";

/** A button that opens a dialog should prefetch it (`prefetchOnApproach`). */
export const dialogWindow = lateModule(() => import("./DialogWindow"));

/** A modal window over the page, closed by Escape, its close button or a press outside. */
export function Dialog(props: DialogProps): ReactElement | null {
  const { open, onClose } = props;
  const [module, setModule] = useState(dialogWindow.current);
  useEffect(() => {
    if (!open || module !== null) return;
    // If the code can't be fetched, nothing opens and the next press tries again.
    dialogWindow.load().then((loaded) => setModule(loaded), onClose);
  }, [open, module, onClose]);
  return module === null ? null : <module.DialogWindow {...props} />;
}
