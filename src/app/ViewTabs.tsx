import type { MouseEvent, ReactElement } from "react";
import { type MessageKey, useTranslate } from "../i18n";
import styles from "./ViewTabs.module.css";
import { showView, useView, type View, views } from "./view";

const names: Readonly<Record<View, MessageKey>> = {
  explore: "app.view.explore",
  compare: "app.view.compare",
  sweep: "app.view.sweep",
};

/** The page's views as links, so that one can be opened in a browser tab of its own. */
export function ViewTabs(): ReactElement {
  const t = useTranslate();
  const current = useView();
  const go = (event: MouseEvent, view: View) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    showView(view);
  };
  return (
    <nav className={styles.tabs} aria-label={t("app.views")}>
      {views.map((view) => (
        <a
          key={view}
          className={styles.tab}
          href={view === "explore" ? "#" : `#view=${view}`}
          aria-current={view === current ? "page" : undefined}
          onClick={(event) => go(event, view)}
        >
          {t(names[view])}
        </a>
      ))}
    </nav>
  );
}
