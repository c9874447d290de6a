import { type ReactElement, useEffect } from "react";
import { Button } from "../../controls";
import { isMessageKey, type Translate, useTranslate } from "../../i18n";
import type { Notice } from "../../store/state";
import { useActions, useApp } from "../hooks/useApp";
import styles from "./Banner.module.css";

/** How long a notice that needs no action is shown. */
const STAY_MS = 4000;

/** Short notices of what happened, announced to screen readers. */
export function NoticeBar(): ReactElement {
  const t = useTranslate();
  const notice = useApp((state) => state.notice);
  const { dismissNotice } = useActions();
  const lasting = notice?.kind === "dropped";
  useEffect(() => {
    if (notice === null || lasting) return;
    const timer = setTimeout(dismissNotice, STAY_MS);
    return () => clearTimeout(timer);
  }, [notice, lasting, dismissNotice]);
  return (
    <div role="status" className={styles.notices}>
      {notice !== null && (
        <div className={styles.banner} data-kind="notice">
          <div className={styles.text}>
            <NoticeText notice={notice} t={t} />
          </div>
          {lasting && <Button onClick={dismissNotice}>{t("notice.dismiss")}</Button>}
        </div>
      )}
    </div>
  );
}

function NoticeText({ notice, t }: { notice: Notice; t: Translate }): ReactElement {
  if (notice.kind === "engine-failed") {
    const names = { failed: t(`engine.${notice.failed}`), used: t(`engine.${notice.used}`) };
    return <p>{t("notice.engine-failed", names)}</p>;
  }
  if (notice.kind !== "dropped") return <p>{t(`notice.${notice.kind}`)}</p>;
  const [first] = notice.fields;
  const problem = `link.problem.${first?.problem}`;
  if (isMessageKey(problem)) return <p>{t(problem)}</p>;
  return (
    <>
      <p>{t("notice.droppedFields", { count: notice.fields.length })}</p>
      <ul className={styles.fields}>
        {notice.fields.slice(0, 6).map((field) => (
          <li key={field.path}>
            {field.used === ""
              ? t("notice.leftOut", { path: field.path, given: field.given })
              : t("notice.droppedField", { path: field.path, given: field.given, used: field.used })}
          </li>
        ))}
      </ul>
    </>
  );
}
