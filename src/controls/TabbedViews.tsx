import { Tabs } from "@base-ui/react/tabs";
import type { ReactElement, ReactNode } from "react";
import styles from "./TabbedViews.module.css";

export interface TabbedView<Id extends string> {
  id: Id;
  label: string;
  content: ReactNode;
}

export interface TabbedViewsProps<Id extends string> {
  /** Name of the row of tabs. */
  label: string;
  views: readonly TabbedView<Id>[];
  value: Id;
  onChange: (id: Id) => void;
}

/** Parts of a screen too small to show them side by side: a row of tabs and the chosen part. The row scrolls where it does not fit. */
export function TabbedViews<Id extends string>({ label, views, value, onChange }: TabbedViewsProps<Id>): ReactElement {
  return (
    <Tabs.Root value={value} onValueChange={(next) => onChange(next as Id)}>
      <Tabs.List aria-label={label} activateOnFocus className={styles.list}>
        {views.map((view) => (
          <Tabs.Tab key={view.id} value={view.id} className={styles.tab}>
            {view.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {views.map((view) => (
        <Tabs.Panel key={view.id} value={view.id} className={styles.panel}>
          {view.content}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}
