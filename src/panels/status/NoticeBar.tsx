import { type ReactElement, useEffect, useState } from "react";
import { Button, PartBoundary } from "../../controls";
import { reloadPage } from "../../controls/reloadPage";
import { useTranslate, withLaterTexts } from "../../i18n";
import { lazyPart } from "../../scheduling/lazyPart";
import { useOnline, useWhenOnline } from "../../scheduling/online";
import type { Notice } from "../../store/state";
import { useActions, useApp } from "../hooks/useApp";
import styles from "./NoticeBar.module.css";
import { useBrowserBar } from "./useBrowserBar";

const LinkNotice = lazyPart(() => withLaterTexts(import("./LinkNotice")), "LinkNotice");

/** How long a notice is shown that needs no action, and one that offers one. */
const STAY_MS = 4000;
const STAY_WITH_UNDO_MS = 15_000;

/** Short notices of what happened, announced to screen readers; and, always, the browser's bar. */
export function NoticeBar(): ReactElement {
  const t = useTranslate();
  useBrowserBar();
  const notice = useApp((state) => state.notice);
  const { dismissNotice } = useActions();
  /** The one under the pointer or with the focus: its button must not go away. */
  const [held, setHeld] = useState<Notice | null>(null);
  const stayMs = notice !== null && notice === held ? null : stayOf(notice);
  useEffect(() => {
    if (notice === null || stayMs === null) return;
    const timer = setTimeout(dismissNotice, stayMs);
    return () => clearTimeout(timer);
  }, [notice, stayMs, dismissNotice]);
  const hold = () => setHeld(notice?.kind === "opened" ? notice : null);
  return (
    <div
      role="status"
      className={styles.notices}
      onPointerEnter={hold}
      onPointerLeave={() => setHeld(null)}
      onFocus={hold}
      onBlur={() => setHeld(null)}
    >
      {notice !== null && (
        <div className={styles.notice}>
          {notice.kind === "dropped" || notice.kind === "opened" ? (
            <PartBoundary>
              <LinkNotice notice={notice} />
            </PartBoundary>
          ) : notice.kind === "not-loaded" ? (
            <NotLoaded />
          ) : (
            <div className={styles.text}>
              <p>
                {notice.kind === "reset"
                  ? t("notice.reset")
                  : t("notice.engine-failed", {
                      failed: t(`engine.${notice.failed}`),
                      used: t(`engine.${notice.used}`),
                    })}
              </p>
            </div>
          )}
        </div>
      )}
    </div>
  );
}

/** Null for one that stays until it is dismissed. */
function stayOf(notice: Notice | null): number | null {
  switch (notice?.kind) {
    case "reset":
    case "engine-failed":
      return STAY_MS;
    case "opened":
    case "not-loaded":
      return STAY_WITH_UNDO_MS;
    default:
      return null;
  }
}

/**
 * Offline, the notice goes when the connection is back: then the next press works. Online, the page
 * may be older than the site.
 */
function NotLoaded(): ReactElement {
  const t = useTranslate();
  const online = useOnline();
  const { show, dismissNotice } = useActions();
  useWhenOnline(dismissNotice);
  return (
    <>
      <p className={styles.text}>{t(online ? "notice.not-loaded" : "notice.offline")}</p>
      {online && (
        <Button onClick={() => void reloadPage().catch(() => show({ kind: "not-loaded" }))}>{t("part.reload")}</Button>
      )}
    </>
  );
}
