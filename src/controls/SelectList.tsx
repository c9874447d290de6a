import { CSPProvider } from "@base-ui/react/csp-provider";
import { Select } from "@base-ui/react/select";
import { type ReactElement, type ReactNode, useMemo } from "react";
import { Check } from "./Check";
import popupStyles from "./Popup.module.css";
import type { PopupState, TriggerLook } from "./popupTrigger";
import type { Choice } from "./SegmentedToggle";
import styles from "./Trigger.module.css";

interface SelectListProps extends PopupState {
  label: string;
  choices: readonly Choice<string>[];
  value: string;
  onChange: (value: string) => void;
  look: TriggerLook;
  /** The trigger's content. */
  children: ReactNode;
}

/** The list of a SelectButton, with its trigger. Loaded after the first paint. */
export function SelectList(props: SelectListProps): ReactElement {
  const { label, choices, value, onChange, look, children, open, onOpenChange, triggerRef } = props;
  // A list is part of the landmark that its trigger is in. One in a popover stays in the popover.
  const container = useMemo(
    () => ({
      get current() {
        return triggerRef.current?.closest<HTMLElement>("main, header") ?? null;
      },
    }),
    [triggerRef],
  );
  return (
    // The page's security policy forbids style elements; Base UI's rules are in Popup.module.css
    // instead.
    <CSPProvider disableStyleElements>
      <Select.Root
        items={choices}
        value={value}
        onValueChange={(next) => {
          if (next !== null) onChange(next);
        }}
        open={open}
        onOpenChange={onOpenChange}
        modal={false}
      >
        <Select.Trigger ref={triggerRef} aria-label={label} className={styles.trigger} data-look={look}>
          {children}
        </Select.Trigger>
        <Select.Portal container={container} className={popupStyles.portal}>
          <Select.Positioner
            className={popupStyles.positioner}
            sideOffset={6}
            alignItemWithTrigger={false}
            align="start"
          >
            <Select.Popup className={popupStyles.list} aria-label={label}>
              {choices.map((choice) => (
                <Select.Item key={choice.value} value={choice.value} lang={choice.lang} className={popupStyles.item}>
                  <Select.ItemIndicator keepMounted className={popupStyles.indicator}>
                    <Check />
                  </Select.ItemIndicator>
                  <Select.ItemText>{choice.label}</Select.ItemText>
                </Select.Item>
              ))}
            </Select.Popup>
          </Select.Positioner>
        </Select.Portal>
      </Select.Root>
    </CSPProvider>
  );
}
