import type { ReactElement } from "react";
import { Button } from "../../controls";
import type { CheckedFile } from "../../engine/onnx";
import { type MessageKey, Rich, useFormat, useTranslate } from "../../i18n";
import { saveFile } from "../shared/saveFile";
import styles from "./OpinionDialog.module.css";
import type { Opinion } from "./useOpinion";

const texts: Readonly<Record<CheckedFile["kind"], { name: MessageKey; about: MessageKey; checked: MessageKey }>> = {
  network: { name: "opinion.network.name", about: "opinion.network.about", checked: "opinion.network.checked" },
  training: { name: "opinion.training.name", about: "opinion.training.about", checked: "opinion.training.checked" },
};

/** One file: what it is, how far ONNX Runtime's numbers are from the page's, and the way to have it. */
export function FileCard({ kind, opinion }: { kind: CheckedFile["kind"]; opinion: Opinion }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { experiment, files } = opinion;
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
        {t("opinion.download", { name })}
        {file !== undefined && (
          <span className={styles.size}>
            {" "}
            {t("opinion.size", { size: format.decimal(file.bytes.length / 1000, 1) })}
          </span>
        )}
      </Button>
    </section>
  );
}
