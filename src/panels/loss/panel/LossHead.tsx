import { type ReactElement, useState } from "react";
import { LossPicker } from "../../../controls";
import { useTranslate } from "../../../i18n";
import type { LossDefinition } from "../../../losses";
import { networkFit } from "../../../losses/networkFit";
import { savesData } from "../../../scheduling/lateModule";
import { useLoadFailure } from "../../../scheduling/loadFailure";
import { lossWord } from "../../format/lossWord";
import { useActions } from "../../hooks/useApp";
import { useDefinition } from "../../hooks/useDefinition";
import { useScreenSize } from "../../hooks/useScreenSize";
import styles from "./LossPanel.module.css";
import { useLossGroups } from "./useLossGroups";

/** Shows and chooses the loss. */
export function LossChoice(): ReactElement {
  const t = useTranslate();
  const size = useScreenSize();
  const { selectLoss, loadLosses } = useActions();
  const { report } = useLoadFailure();
  const [opened, setOpened] = useState(false);
  const groups = useLossGroups(opened);
  const { id } = useDefinition();
  const open = () => {
    setOpened(true);
    loadLosses().catch(report);
  };
  const approach = () => {
    if (!savesData()) loadLosses().catch(() => undefined);
  };
  return (
    <LossPicker
      groups={groups}
      value={id}
      shortName={size === "wide" ? undefined : lossWord(t, "short", id)}
      onChange={selectLoss}
      onOpen={open}
      onApproach={approach}
    />
  );
}

/** What kind of loss it is and where it comes from. */
export function LossCaption(): ReactElement {
  const t = useTranslate();
  const definition = useDefinition();
  return <p className={styles.caption}>{t(`task.${definition.task}`) + sourceOf(definition)}</p>;
}

/** Why no network can be trained on the loss; nothing where one can. */
export function UnfitReason(): ReactElement | null {
  const t = useTranslate();
  const fit = networkFit(useDefinition());
  return fit.trains ? null : <p className={styles.unfit}>{t(`fit.${fit.reason}`)}</p>;
}

/** The loss's name in torch, or its author. */
function sourceOf({ torch, cite }: LossDefinition): string {
  const source = torch ?? cite?.text.split(",")[0];
  return source === undefined ? "" : ` · ${source}`;
}
