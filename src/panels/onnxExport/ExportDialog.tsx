import type { ReactElement } from "react";
import { Button } from "../../controls";
import { Dialog } from "../../controls/Dialog";
import { useFormat, useTranslate } from "../../i18n";
import { LoadingBar } from "../parts/LoadingBar";
import styles from "./ExportDialog.module.css";
import { FileCard } from "./FileCard";
import { type OnnxCheck, useOnnxCheck } from "./useOnnxCheck";

const MEGABYTE = 1e6;

/** The model and its training as .onnx files, each with the result of a check in ONNX Runtime. */
export function ExportDialog({ open, onClose }: { open: boolean; onClose: () => void }): ReactElement {
  const t = useTranslate();
  const { check, restart } = useOnnxCheck(open);
  return (
    <Dialog open={open} onClose={onClose} title={t("onnxExport.heading")}>
      <div className={styles.body}>
        <p className={styles.lead}>{t("onnxExport.lead")}</p>
        {check !== null && (
          <>
            <FileCard kind="network" check={check} />
            <FileCard kind="training" check={check} />
            <Progress check={check} onAgain={restart} />
          </>
        )}
      </div>
    </Dialog>
  );
}

/** The state of the check, or its error, in one line. */
function Progress({ check, onAgain }: { check: OnnxCheck; onAgain: () => void }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { loading, failure, runtime } = check;
  if (failure !== null) {
    return (
      <div role="alert" className={styles.failure}>
        <p>
          <span>{t("onnxExport.failed")}</span> <span className={styles.detail}>{failure}</span>
        </p>
        <Button onClick={onAgain}>{t("onnxExport.again")}</Button>
      </div>
    );
  }
  if (runtime !== null) return <p className={styles.detail}>{t("onnxExport.runtime", { runtime })}</p>;
  const megabytes = (bytes: number) => format.fixed(bytes / MEGABYTE, 1);
  const words =
    loading === null
      ? t("onnxExport.checking")
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
