import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { LateModule } from "../scheduling/lateModule";
import { useLoadFailure } from "../scheduling/loadFailure";

/**
 * Style of a trigger: a dotted word in a sentence, a word with a caret, a framed field, a quiet
 * button, or a framed icon.
 */
export type TriggerLook = "inline" | "plain" | "framed" | "text" | "icon";

/** Props of every lazily loaded popup, given by the control that shows it. */
export interface PopupState {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Whether the trigger takes the focus from the stand-in that it replaces. */
  triggerRef: RefObject<HTMLButtonElement | null>;
}

export interface PopupHost<Module> {
  /**
   * Null until the popup has been opened and its code fetched. From then on the control renders the
   * popup's own trigger instead of the stand-in.
   */
  module: Module | null;
  popup: PopupState;
  /**
   * Handlers of the stand-in: a near pointer or the focus fetches the code, a press opens the
   * popup.
   */
  standIn: {
    onClick: () => void;
    onKeyDown: (event: KeyboardEvent) => void;
    onPointerEnter: () => void;
    onFocus: () => void;
    onBlur: () => void;
  };
}

/**
 * The open state of a popup whose code is fetched late, and the transfer of the focus from the
 * stand-in to the popup's own trigger. The stand-in is replaced when the popup first opens, never
 * under a pointer that is about to press. If fetching fails the popup stays closed, the page says
 * so, and the next press tries again.
 */
export function usePopupHost<Module>(late: LateModule<Module>): PopupHost<Module> {
  const { report } = useLoadFailure();
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
        () => {
          setOpen(false);
          report();
        },
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
        // These keys open a list too.
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
