import type { ReactElement, ReactNode } from "react";
import { lateModule } from "../scheduling/lateModule";
import { Caret } from "./Caret";
import { type TriggerLook, usePopupHost } from "./popupTrigger";
import styles from "./Trigger.module.css";

export interface PopoverButtonProps {
  /** Heading of the panel, and the end of the trigger's accessible name. */
  label: string;
  /** The button's content. */
  trigger: ReactNode;
  look?: TriggerLook;
  /** Called when a pointer or the focus reaches the button, to fetch the panel's content. */
  onApproach?: () => void;
  /** Content of the panel, rendered while it is open. */
  children: ReactNode;
}

const popoverPanel = lateModule(() => import("./PopoverPanel"));

/**
 * A word or button that opens a small panel next to it; Escape or a press elsewhere closes the
 * panel.
 */
export function PopoverButton({
  label,
  trigger,
  look = "plain",
  onApproach,
  children,
}: PopoverButtonProps): ReactElement {
  const { module, popup, standIn } = usePopupHost(popoverPanel);
  const content = (
    <>
      <span>{trigger}</span>
      {(look === "plain" || look === "framed") && <Caret />}
      <span className="visuallyHidden">{typeof trigger === "string" ? `, ${label}` : label}</span>
    </>
  );
  if (module !== null) {
    return (
      <module.PopoverPanel {...popup} label={label} look={look} trigger={content}>
        {children}
      </module.PopoverPanel>
    );
  }
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-expanded={false}
      className={styles.trigger}
      data-look={look}
      {...standIn}
      onPointerEnter={() => {
        standIn.onPointerEnter();
        onApproach?.();
      }}
      onFocus={() => {
        standIn.onFocus();
        onApproach?.();
      }}
    >
      {content}
    </button>
  );
}
