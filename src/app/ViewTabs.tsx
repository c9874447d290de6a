import type { MouseEvent, ReactElement } from "react";
import { type MessageKey, useTranslate } from "../i18n";
import { useActions, useApp } from "../panels/hooks/useApp";
import { type View, views } from "../store/page/choices";
import { isPlainClick } from "./isPlainClick";
import styles from "./ViewTabs.module.css";

const names: Readonly<Record<View, MessageKey>> = {
  explore: "app.view.explore",
  compare: "app.view.compare",
  sweep: "app.view.sweep",
};

/** The page's views as links, so that one can be opened in a browser tab of its own. */
export function ViewTabs(): ReactElement {
  const t = useTranslate();
  const current = useApp((state) => state.view);
  const { showView } = useActions();
  const go = (event: MouseEvent, view: View) => {
    if (!isPlainClick(event)) return;
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
