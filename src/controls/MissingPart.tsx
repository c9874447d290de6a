import { type ReactElement, useState } from "react";
import { useTranslate } from "../i18n";
import { useOnline, useWhenOnline } from "../scheduling/online";
import { Button } from "./Button";
import styles from "./MissingPart.module.css";
import { reloadPage } from "./reloadPage";

/**
 * What is shown in place of a part that could not be fetched or drawn. Without a connection it
 * offers to try again, and does so by itself when the connection is back. With one, the page may be
 * older than the site: then loading the page again helps, and keeps the experiment, which is in the
 * address.
 */
export function MissingPart({ onRetry }: { onRetry: () => void }): ReactElement {
  const t = useTranslate();
  const online = useOnline();
  const [unreachable, setUnreachable] = useState(false);
  const offline = !online || unreachable;
  useWhenOnline(onRetry);
  return (
    <div className={styles.missing} role="alert">
      <p>{t(offline ? "part.offline" : "part.failed")}</p>
      <div className={styles.actions}>
        <Button onClick={onRetry}>{t("part.retry")}</Button>
        {!offline && (
          <Button onClick={() => void reloadPage().catch(() => setUnreachable(true))}>{t("part.reload")}</Button>
        )}
      </div>
    </div>
  );
}
