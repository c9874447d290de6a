import { type ReactElement, useState } from "react";
import { LossPicker } from "../../../controls";
import { useTranslate } from "../../../i18n";
import type { LossDefinition } from "../../../losses";
import { networkFit } from "../../../losses/networkFit";
import { useActions } from "../../hooks/useApp";
import { useDefinition } from "../../hooks/useDefinition";
import styles from "./LossPanel.module.css";
import { useLossGroups } from "./useLossGroups";

/** Shows and chooses the loss. */
export function LossChoice(): ReactElement {
  const { selectLoss, loadLosses } = useActions();
  const [opened, setOpened] = useState(false);
  const groups = useLossGroups(opened);
  const { id } = useDefinition();
  const open = () => {
    setOpened(true);
    loadLosses().catch(() => undefined);
  };
  const approach = () => void loadLosses().catch(() => undefined);
  return <LossPicker groups={groups} value={id} onChange={selectLoss} onOpen={open} onApproach={approach} />;
}

/** What kind of loss it is and where it comes from; why no network can be trained on it. */
export function LossCaption(): ReactElement {
  const t = useTranslate();
  const definition = useDefinition();
  const fit = networkFit(definition);
  return (
    <>
      <p className={styles.caption}>
        {t(`task.${definition.task}`)}
        {sourceOf(definition)}
      </p>
      {!fit.trains && <p className={styles.unfit}>{t(`fit.${fit.reason}`)}</p>}
    </>
  );
}

/** The loss's name in torch, or its author. */
function sourceOf({ torch, cite }: LossDefinition): string {
  const source = torch ?? cite?.text.split(",")[0];
  return source === undefined ? "" : ` · ${source}`;
}
