import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { LateModule } from "../scheduling/lateModule";

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
  /** Null until the popup is first opened and its code is there; then the control shows the popup's own trigger instead of the stand-in. */
  module: Module | null;
  popup: PopupState;
  /** For the stand-in: its code is fetched when a pointer or the focus comes near, and it opens when pressed. */
  standIn: {
    onClick: () => void;
    onKeyDown: (event: KeyboardEvent) => void;
    onPointerEnter: () => void;
    onFocus: () => void;
    onBlur: () => void;
  };
}

/**
 * Open state of a popup whose code is fetched late, and the hand-over of the focus from the stand-in to
 * the popup's own trigger. They change places when the popup first opens, never under a pointer that is
 * about to press. A failed fetch leaves it closed; the next press tries again.
 */
export function usePopupHost<Module>(late: LateModule<Module>): PopupHost<Module> {
  const [module, setModule] = useState<Module | null>(null);
  const [open, setOpen] = useState(false);
  const triggerRef = useRef<HTMLButtonElement>(null);
  const standInFocused = useRef(false);
  const opened = module !== null;
  useLayoutEffect(() => {
    if (opened && standInFocused.current) triggerRef.current?.focus({ preventScroll: true });
    if (opened) standInFocused.current = false;
  }, [opened]);
  const openNow = () => {
    setOpen(true);
    if (module !== null) return;
    const here = late.current();
    if (here !== null) setModule(() => here);
    else
      late.load().then(
        (loaded) => setModule(() => loaded),
        () => setOpen(false),
      );
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
      onKeyDown: (event) => {
        // A list opens by them too.
        if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
        if (event.currentTarget.role !== "combobox") return;
        event.preventDefault();
        openNow();
      },
      onPointerEnter: late.prefetch,
      onFocus: () => {
        standInFocused.current = true;
        late.prefetch();
      },
      onBlur: () => {
        standInFocused.current = false;
      },
    },
  };
}
