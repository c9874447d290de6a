import { type KeyboardEvent, type ReactElement, type ReactNode, useId, useRef } from "react";
import styles from "./TabbedViews.module.css";

export interface TabbedView<Id extends string> {
  id: Id;
  label: string;
  content: ReactNode;
}

export interface TabbedViewsProps<Id extends string> {
  /** Accessible name of the row of tabs. */
  label: string;
  views: readonly TabbedView<Id>[];
  value: Id;
  onChange: (id: Id) => void;
}

/**
 * Parts of a screen too small to show them side by side: a row of tabs and the chosen part. The row
 * is one tab stop; the arrow keys, Home and End choose. It scrolls if it does not fit.
 */
export function TabbedViews<Id extends string>({ label, views, value, onChange }: TabbedViewsProps<Id>): ReactElement {
  const id = useId();
  const listRef = useRef<HTMLDivElement>(null);
  const chosen = views.findIndex((view) => view.id === value);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = indexByKey(event.key, chosen, views.length);
    if (index === null) return;
    event.preventDefault();
    onChange(views[index]!.id);
    (listRef.current?.children[index] as HTMLElement | undefined)?.focus();
  };
  return (
    <div>
      <div ref={listRef} role="tablist" aria-label={label} className={styles.list}>
        {views.map((view) => (
          <button
            key={view.id}
            type="button"
            role="tab"
            id={`${id}${view.id}`}
            aria-selected={view.id === value}
            aria-controls={view.id === value ? `${id}panel` : undefined}
            tabIndex={view.id === value ? 0 : -1}
            className={styles.tab}
            onClick={() => onChange(view.id)}
            onKeyDown={onKeyDown}
          >
            {view.label}
          </button>
        ))}
      </div>
      <div
        key={value}
        role="tabpanel"
        id={`${id}panel`}
        aria-labelledby={`${id}${value}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: so that a part without controls is reached by keyboard too
        tabIndex={0}
        className={styles.panel}
      >
        {views[chosen]?.content}
      </div>
    </div>
  );
}

/** Wraps around: the first tab follows the last. */
function indexByKey(key: string, chosen: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
      return (chosen + 1) % count;
    case "ArrowLeft":
      return (chosen + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
