import type { ReactElement } from "react";
import { Button, Dialog } from "../../controls";
import { useFormat, useTranslate } from "../../i18n";
import { LoadingBar } from "../shared/LoadingBar";
import { FileCard } from "./FileCard";
import styles from "./OpinionDialog.module.css";
import { type Opinion, useOpinion } from "./useOpinion";

const MEGABYTE = 1e6;

/** The model and its training as .onnx files, each with what another program made of it. */
export function OpinionDialog({ open, onClose }: { open: boolean; onClose: () => void }): ReactElement {
  const t = useTranslate();
  const { opinion, ask } = useOpinion(open);
  return (
    <Dialog open={open} onClose={onClose} title={t("opinion.heading")}>
      <div className={styles.body}>
        <p className={styles.lead}>{t("opinion.lead")}</p>
        {opinion !== null && (
          <>
            <FileCard kind="network" opinion={opinion} />
            <FileCard kind="training" opinion={opinion} />
            <Progress opinion={opinion} onAgain={ask} />
          </>
        )}
      </div>
    </Dialog>
  );
}

/** What is going on, or what went wrong, in one line. */
function Progress({ opinion, onAgain }: { opinion: Opinion; onAgain: () => void }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { loading, failure, runtime } = opinion;
  if (failure !== null) {
    return (
      <div role="alert" className={styles.failure}>
        <p>
          {t("opinion.failed")} <span className={styles.detail}>{failure}</span>
        </p>
        <Button onClick={onAgain}>{t("opinion.again")}</Button>
      </div>
    );
  }
  if (runtime !== null) return <p className={styles.detail}>{t("opinion.runtime", { runtime })}</p>;
  const megabytes = (bytes: number) => format.fixed(bytes / MEGABYTE, 1);
  const words =
    loading === null
      ? t("opinion.checking")
      : t("engine.loading", { loaded: megabytes(loading.loadedBytes), total: megabytes(loading.totalBytes) });
  return (
    <div role="status" className={styles.progress}>
      <p className={styles.detail}>{words}</p>
      <LoadingBar
        label={words}
        loaded={loading === null ? undefined : { bytes: loading.loadedBytes, of: loading.totalBytes }}
      />
    </div>
  );
}
