import { Combobox } from "@base-ui/react/combobox";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { type ReactElement, type ReactNode, type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslate } from "../i18n";
import { Check } from "./Check";
import styles from "./LossList.module.css";
import pickerStyles from "./LossPicker.module.css";
import { type LossGroup, type LossOption, searchLosses } from "./lossSearch";
import { topicOf } from "./lossTopics";
import popupStyles from "./Popup.module.css";
import type { PopupState } from "./popupTrigger";
import { SearchIcon } from "./SearchIcon";

interface LossListProps extends PopupState {
  groups: readonly LossGroup[];
  value: string;
  onChange: (id: string) => void;
  label: string;
  /** Whether the key "/" opens it. */
  hotkey: boolean;
  /** The trigger's content. */
  children: ReactNode;
}

/** Not an interface: Base UI's groups may have any further keys. */
type ItemGroup = { label: string; items: LossOption[] };

function itemGroup({ label, losses }: LossGroup): ItemGroup {
  return { label, items: [...losses] };
}

/**
 * The searchable list of LossPicker, with its trigger. The list opens over the trigger and puts its
 * search field there.
 */
export function LossList(props: LossListProps): ReactElement {
  const { groups, value, onChange, label, hotkey, children, open, onOpenChange, triggerRef } = props;
  const t = useTranslate();
  const [query, setQuery] = useState("");
  const showUnfitNote = useRef<(sentence: string | undefined) => void>(() => undefined);
  const items = useMemo(() => groups.map(itemGroup), [groups]);
  const filtered = useMemo(() => searchLosses(groups, query).map(itemGroup), [groups, query]);
  const topic = topicOf(query);
  const count = filtered.reduce((sum, group) => sum + group.items.length, 0);
  const current = items.flatMap((group) => group.items).find((loss) => loss.id === value) ?? null;

  return (
    <CSPProvider disableStyleElements>
      <Combobox.Root
        items={items}
        filteredItems={filtered}
        itemToStringLabel={(loss: LossOption) => loss.name}
        isItemEqualToValue={(one: LossOption, other: LossOption) => one.id === other.id}
        value={current}
        onValueChange={(loss: LossOption | null) => {
          if (loss !== null) onChange(loss.id);
        }}
        inputValue={query}
        onInputValueChange={setQuery}
        onItemHighlighted={(loss: LossOption | undefined) => showUnfitNote.current(loss?.unfit)}
        open={open}
        onOpenChange={(next) => {
          if (next) setQuery("");
          onOpenChange(next);
        }}
        autoHighlight
      >
        <Combobox.Trigger
          ref={triggerRef}
          className={pickerStyles.field}
          aria-label={label}
          aria-keyshortcuts={hotkey ? "/" : undefined}
        >
          {children}
        </Combobox.Trigger>
        <Combobox.Portal>
          <Combobox.Positioner
            className={popupStyles.positioner}
            align="start"
            side="bottom"
            sideOffset={({ anchor }) => -anchor.height}
            collisionAvoidance={{ side: "shift" }}
          >
            <Combobox.Popup className={styles.popup} aria-label={label}>
              <div className={styles.search}>
                <SearchIcon />
                <Combobox.Input
                  className={styles.input}
                  placeholder={t("picker.search")}
                  aria-label={t("picker.search")}
                  maxLength={60}
                />
              </div>
              <Combobox.Status className="visuallyHidden">{t("picker.results", { count })}</Combobox.Status>
              <Combobox.Empty>
                <div className={styles.empty}>{t("picker.empty", { query: query.trim() })}</div>
              </Combobox.Empty>
              {topic !== null && (
                <p role="status" className={styles.topic}>
                  {t(`picker.topic.${topic}`)}
                </p>
              )}
              <Combobox.List className={styles.list}>
                {(group: ItemGroup) => (
                  <Combobox.Group key={group.label} items={group.items}>
                    <Combobox.GroupLabel className={styles.task}>{group.label}</Combobox.GroupLabel>
                    <Combobox.Collection>
                      {(loss: LossOption) => (
                        <Combobox.Item
                          key={loss.id}
                          value={loss}
                          className={`${popupStyles.item} ${styles.item}`}
                          data-unfit={loss.unfit === undefined ? undefined : true}
                          aria-description={loss.unfit}
                        >
                          {/* Plain elements: a hundred components cost more than the search. */}
                          <span aria-hidden="true" className={popupStyles.indicator}>
                            {loss.id === value && <Check />}
                          </span>
                          <span className={styles.words}>
                            <span className={styles.name}>
                              <span>{loss.name}</span>
                              {loss.tag !== undefined && <span className={styles.tag}>{loss.tag}</span>}
                            </span>
                            {loss.detail !== undefined && <span className={styles.detail}>{loss.detail}</span>}
                          </span>
                        </Combobox.Item>
                      )}
                    </Combobox.Collection>
                  </Combobox.Group>
                )}
              </Combobox.List>
              <UnfitNote show={showUnfitNote} />
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
    </CSPProvider>
  );
}

/**
 * The note on the highlighted loss, below the list. It has its own state, so that moving the
 * highlight does not render all lines again.
 */
function UnfitNote({ show }: { show: RefObject<(sentence: string | undefined) => void> }): ReactElement | null {
  const [sentence, setSentence] = useState<string>();
  useLayoutEffect(() => {
    show.current = setSentence;
    return () => {
      show.current = () => undefined;
    };
  }, [show]);
  if (sentence === undefined) return null;
  // Hidden from screen readers, which get this text from the option itself.
  return (
    <p className={styles.unfit} aria-hidden="true">
      {sentence}
    </p>
  );
}
