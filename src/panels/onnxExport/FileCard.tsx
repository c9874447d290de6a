import type { ReactElement } from "react";
import { Button } from "../../controls";
import type { CheckedFile } from "../../engine/onnx";
import { type MessageKey, Rich, useFormat, useTranslate } from "../../i18n";
import { saveFile } from "../format/saveFile";
import styles from "./ExportDialog.module.css";
import type { OnnxCheck } from "./useOnnxCheck";

const texts: Readonly<Record<CheckedFile["kind"], { name: MessageKey; about: MessageKey; checked: MessageKey }>> = {
  network: {
    name: "onnxExport.network.name",
    about: "onnxExport.network.about",
    checked: "onnxExport.network.checked",
  },
  training: {
    name: "onnxExport.training.name",
    about: "onnxExport.training.about",
    checked: "onnxExport.training.checked",
  },
};

/**
 * One file: a description, the difference between ONNX Runtime's numbers and the page's, and a
 * download button.
 */
export function FileCard({ kind, check }: { kind: CheckedFile["kind"]; check: OnnxCheck }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { experiment, files } = check;
  const file = files.find((each) => each.kind === kind);
  const name = `losscope-${experiment.loss.id}-${kind}.onnx`;
  return (
    <section className={styles.file} aria-label={t(texts[kind].name)}>
      <h3 className={styles.name}>{t(texts[kind].name)}</h3>
      <p className={styles.detail}>{t(texts[kind].about, { optimizer: experiment.optimizer.name })}</p>
      <p className={styles.checked}>
        {file === undefined ? (
          "…"
        ) : (
          <Rich
            id={texts[kind].checked}
            values={{
              steps: format.integer(file.steps),
              samples: format.integer(file.samples),
              difference: format.significant(file.largestDifference, 2),
              float32: file.kind === "training" ? format.significant(file.float32Difference, 2) : "",
            }}
            components={{ b: <b className="tabular" /> }}
          />
        )}
      </p>
      <Button disabled={file === undefined} onClick={() => file !== undefined && saveFile(name, file.bytes)}>
        <span>{t("onnxExport.download", { name })}</span>
        {file !== undefined && (
          <span className={styles.size}>
            {` ${t("onnxExport.size", { size: format.decimal(file.bytes.length / 1000, 1) })}`}
          </span>
        )}
      </Button>
    </section>
  );
}
