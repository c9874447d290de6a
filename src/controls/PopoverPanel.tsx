import { Popover } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { PartBoundary } from "./PartBoundary";
import popupStyles from "./Popup.module.css";
import type { PopupState, TriggerLook } from "./popupTrigger";
import styles from "./Trigger.module.css";

interface PopoverPanelProps extends PopupState {
  label: string;
  look: TriggerLook;
  trigger: ReactNode;
  children: ReactNode;
}

/** The panel of a PopoverButton, with its trigger. Loaded after the first paint. */
export function PopoverPanel(props: PopoverPanelProps): ReactElement {
  const { label, look, trigger, children, open, onOpenChange, triggerRef } = props;
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Trigger ref={triggerRef} className={styles.trigger} data-look={look}>
        {trigger}
      </Popover.Trigger>
      <Popover.Portal>
        {/*
         * Fixed: with an absolute position the panel would widen a phone's page before it is moved
         * inside.
         */}
        <Popover.Positioner
          className={popupStyles.positioner}
          positionMethod="fixed"
          sideOffset={6}
          align="start"
          collisionPadding={8}
        >
          <Popover.Popup className={popupStyles.popover}>
            <Popover.Title className={popupStyles.heading}>{label}</Popover.Title>
            <PartBoundary>{children}</PartBoundary>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
