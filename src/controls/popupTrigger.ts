import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { type DeferredModule, useDeferredModule } from "./deferredModule";

/** How a trigger looks: a dotted word in a sentence, a word with a caret, a framed field, or a button's words. */
export type TriggerLook = "inline" | "plain" | "framed" | "text";

/** What every lazily loaded popup gets from the control that shows it. */
export interface PopupState {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Takes over the focus of the button it replaces. */
  triggerRef: RefObject<HTMLButtonElement | null>;
}

export interface PopupHost<Module> {
  /** Null until the popup's code has come; then the control shows the popup's own trigger instead of the stand-in. */
  module: Module | null;
  popup: PopupState;
  /** For the stand-in: pressed, it opens the popup as soon as that has come. */
  standIn: { onClick: () => void; onFocus: () => void; onBlur: () => void };
}

/** Open state of a popup whose code may still be on its way, and the hand-over of the focus from stand-in to trigger. */
export function usePopupHost<Module>(deferred: DeferredModule<Module>): PopupHost<Module> {
  const module = useDeferredModule(deferred);
  const [open, setOpen] = useState(false);
  const triggerRef = useRef<HTMLButtonElement>(null);
  const standInFocused = useRef(false);
  const arrived = module !== null;
  useLayoutEffect(() => {
    if (arrived && standInFocused.current) triggerRef.current?.focus({ preventScroll: true });
    if (arrived) standInFocused.current = false;
  }, [arrived]);
  const openNow = () => {
    deferred.request();
    setOpen(true);
  };
  return {
    module,
    popup: {
      open,
      onOpenChange: (next) => {
        if (next) openNow();
        else setOpen(false);
      },
      triggerRef,
    },
    standIn: {
      onClick: openNow,
      onFocus: () => {
        standInFocused.current = true;
      },
      onBlur: () => {
        standInFocused.current = false;
      },
    },
  };
}
