import type { ReactElement } from "react";
import { SegmentedToggle } from "../controls";
import { tutorialExperiment } from "../experiment/defaults";
import { currentLocale, type Locale, switchLocale, useTranslate } from "../i18n";
import { useActions, useAppStore } from "../panels/hooks/useApp";
import { useScreenSize } from "../panels/hooks/useScreenSize";
import { MoreMenu } from "../panels/status/MoreMenu";
import { lateModule, prefetchOnApproach } from "../scheduling/lateModule";
import styles from "./Header.module.css";
import { isPlainClick } from "./isPlainClick";
import { Mark } from "./Mark";
import { ShareButton } from "./ShareButton";
import { toggleTheme } from "./theme";
import { ViewTabs } from "./ViewTabs";

const opener = lateModule(() => import("../store/page/openExperiment"));

/** Name, views, link, language, light or dark, and a menu with the rest. */
export function Header(): ReactElement {
  const t = useTranslate();
  const app = useAppStore();
  const narrow = useScreenSize() === "phone";
  const settings = <Settings />;
  return (
    <header className={styles.header}>
      <h1>
        <a
          className={styles.name}
          {...prefetchOnApproach(opener)}
          href="."
          title={t("app.home")}
          onClick={(event) => {
            if (!isPlainClick(event)) return;
            event.preventDefault();
            void opener.load().then(({ openExperiment }) => openExperiment(app, tutorialExperiment, "tutorial"));
          }}
        >
          <Mark />
          <span className={styles.word}>Losscope</span>
        </a>
      </h1>
      <ViewTabs />
      <div className={styles.tools}>
        <ShareButton />
        {!narrow && settings}
        <MoreMenu tools={narrow ? settings : null} />
      </div>
    </header>
  );
}

/** Language, and light or dark. On phones they are in the menu. */
function Settings(): ReactElement {
  const t = useTranslate();
  const { show } = useActions();
  return (
    <>
      <SegmentedToggle<Locale>
        look="text"
        label={t("app.language")}
        choices={[
          { value: "en", label: "EN", lang: "en" },
          { value: "zh-Hans", label: "中文", lang: "zh-Hans" },
        ]}
        value={currentLocale()}
        onChange={(locale) => void switchLocale(locale).catch(() => show({ kind: "not-loaded" }))}
      />
      <button
        type="button"
        className={styles.theme}
        aria-label={t("app.theme")}
        title={t("app.theme")}
        onClick={toggleTheme}
      >
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M8 1.4a6.6 6.6 0 0 1 0 13.2z" fill="currentColor" />
        </svg>
      </button>
    </>
  );
}
