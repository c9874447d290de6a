import { type ReactElement, type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslate, withLaterTexts } from "../i18n";
import { lateModule } from "../scheduling/lateModule";
import styles from "./LossPicker.module.css";
import type { LossGroup } from "./lossSearch";
import { usePopupHost } from "./popupTrigger";
import { SearchIcon } from "./SearchIcon";

export interface LossPickerProps {
  groups: readonly LossGroup[];
  /** Id of the current loss. */
  value: string;
  onChange: (id: string) => void;
  /** Shown as the current loss if `value` is in no group: a loss written by the user. */
  ownName?: string;
  /** Shown instead of the current loss's name where there is little room. */
  shortName?: string | undefined;
  /** Called when the list opens: time to fetch the texts next to the names. */
  onOpen?: () => void;
  /** Called when a pointer or the focus reaches the picker: time to fetch the list's content. */
  onApproach?: () => void;
  /** Accessible name, needed if there are several pickers. */
  label?: string;
  /** Whether the key "/" opens it; only one picker of a page may use it. */
  hotkey?: boolean;
}

const lossList = lateModule(() => withLaterTexts(import("./LossList")));

/** The current loss, styled like a search field; pressing it or the key "/" opens the search. */
export function LossPicker(props: LossPickerProps): ReactElement {
  const { groups, value, onChange, ownName, shortName, onOpen, onApproach, hotkey = true } = props;
  const t = useTranslate();
  const label = props.label ?? t("picker.label");
  const { module, popup, standIn } = usePopupHost(lossList);
  const listId = useId();
  const { open } = popup;
  const onOpenNow = useRef(onOpen);
  onOpenNow.current = onOpen;
  useEffect(() => {
    if (open) onOpenNow.current?.();
  }, [open]);
  const openByKey = useRef(popup.onOpenChange);
  openByKey.current = popup.onOpenChange;
  useEffect(() => {
    if (!hotkey) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) return;
      event.preventDefault();
      openByKey.current(true);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [hotkey]);

  const current = groups.flatMap((group) => group.losses).find((loss) => loss.id === value);
  const content: ReactNode = (
    <>
      <SearchIcon />
      <span className={styles.current}>{shortName ?? current?.name ?? ownName ?? value}</span>
    </>
  );
  if (module !== null) {
    return (
      <module.LossList {...popup} groups={groups} value={value} onChange={onChange} label={label} hotkey={hotkey}>
        {content}
      </module.LossList>
    );
  }
  return (
    <button
      type="button"
      role="combobox"
      aria-label={label}
      aria-haspopup="dialog"
      aria-expanded={false}
      aria-controls={listId}
      aria-keyshortcuts={hotkey ? "/" : undefined}
      className={styles.field}
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

/** Whether the focused element takes "/" as text. */
function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["range", "checkbox", "radio"].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
