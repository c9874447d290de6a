import type { ReactElement } from "react";
import { Button } from "../../controls";
import { isMessageKey, type Translate, useTranslate } from "../../i18n";
import { undo } from "../../store/page/openExperiment";
import type { Notice } from "../../store/state";
import { useAppStore } from "../hooks/useApp";
import styles from "./NoticeBar.module.css";

type Dropped = Extract<Notice, { kind: "dropped" }>["fields"][number];

/** A longer list would cover the page. */
const MOST_LISTED = 6;

/** What was opened, what of its link could not be used, and the way back. */
export function LinkNotice({ notice }: { notice: Extract<Notice, { kind: "dropped" | "opened" }> }): ReactElement {
  const t = useTranslate();
  const app = useAppStore();
  return (
    <>
      <div className={styles.text}>
        {notice.kind === "opened" ? <p>{t(`notice.opened.${notice.from}`)}</p> : <DroppedText fields={notice.fields} />}
      </div>
      {notice.undo !== undefined && <Button onClick={() => undo(app)}>{t("notice.undo")}</Button>}
      {notice.kind === "dropped" && <Button onClick={app.actions.dismissNotice}>{t("notice.dismiss")}</Button>}
    </>
  );
}

function DroppedText({ fields }: { fields: readonly Dropped[] }): ReactElement {
  const t = useTranslate();
  const problems = fields.map((field) => problemText(field, t)).filter((text) => text !== null);
  const settings = fields.filter((field) => problemText(field, t) === null);
  const count = (some: readonly Dropped[]) => some.reduce((sum, field) => sum + (field.count ?? 1), 0);
  const listed = settings.filter((field) => field.count === undefined).slice(0, MOST_LISTED);
  const more = count(settings) - listed.length;
  return (
    <>
      {problems.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {settings.length > 0 && (
        <>
          <p>{t("notice.droppedFields", { count: count(settings) })}</p>
          <ul className={styles.fields}>
            {listed.map((field) => (
              <li key={field.path}>
                {field.used === ""
                  ? t("notice.leftOut", { path: field.path, given: field.given })
                  : t("notice.droppedField", { path: field.path, given: field.given, used: field.used })}
              </li>
            ))}
            {more > 0 && <li>{t("notice.more", { count: more })}</li>}
          </ul>
        </>
      )}
    </>
  );
}

/** The sentence about a link, or a part of it, that could not be read; null for single fields. */
function problemText({ path, problem, given, used }: Dropped, t: Translate): string | null {
  if (problem === undefined) return null;
  if (path === "page") return t("link.problem.page");
  const key = `link.problem.${problem}`;
  return isMessageKey(key) ? t(key, { given, used }) : null;
}
