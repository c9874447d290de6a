import { type ReactElement, useMemo, useState } from "react";
import { type FieldLabel, FieldPlot, type FieldSamples } from "../../charts";
import { SeriesMark } from "../../charts/bands/seriesLook";
import { Button, LossPicker } from "../../controls";
import { RemoveIcon } from "../../controls/RemoveIcon";
import { comparedExperiment } from "../../experiment/comparison";
import type { Experiment } from "../../experiment/experiment";
import { plotGrid } from "../../experiment/plotGrid";
import { useFormat, useTranslate } from "../../i18n";
import { canRemoveSlot } from "../../store/compare/slots";
import { bayesLabels } from "../format/bayesLabels";
import { lossWord } from "../format/lossWord";
import { useActions } from "../hooks/useApp";
import { useLossGroups } from "../loss/panel/useLossGroups";
import type { ComparisonModel, SlotModel } from "./comparisonModel";
import styles from "./SlotColumn.module.css";
import { SlotParameters } from "./SlotParameters";
import { slotName } from "./slotWords";
import { useCompareActions } from "./useCompare";

export interface SlotColumnProps {
  sight: ComparisonModel;
  slot: SlotModel;
  samples: FieldSamples;
  /** Whether there is room for words on the plane. */
  isLabelled: boolean;
  onOpen: (experiment: Experiment) => void;
}

/**
 * A loss of the comparison: which one, its parameters, and what its network has learned by the
 * epoch shown.
 */
export function SlotColumn({ sight, slot, samples, isLabelled, onOpen }: SlotColumnProps): ReactElement {
  const t = useTranslate();
  const { loadLosses } = useActions();
  const { selectLoss, removeSlot, keepSlots } = useCompareActions();
  const [opened, setOpened] = useState(false);
  const groups = useTrainableGroups(opened);
  const { letter, place, fit } = slot;
  const { key, loss } = slot.slot;
  const open = () => {
    keepSlots();
    onOpen(comparedExperiment({ base: sight.state.base ?? sight.base }, loss, 0));
  };
  return (
    <section aria-label={t("compare.slot", { name: slotName(t, slot) })} className={styles.slot} data-slot={letter}>
      <div className={styles.head}>
        <span className={styles.badge}>
          {letter}
          <SeriesMark index={place} />
        </span>
        <LossPicker
          groups={groups}
          value={loss.id}
          ownName={lossWord(t, "name", loss.id)}
          label={t("compare.pick", { letter })}
          hotkey={place === 0}
          onChange={(id) => selectLoss(key, id)}
          onOpen={() => {
            setOpened(true);
            loadLosses().catch(() => undefined);
          }}
        />
        {canRemoveSlot(sight.state.slots) && (
          <Button
            look="icon"
            icon={<RemoveIcon />}
            aria-label={t("compare.remove", { letter })}
            title={t("compare.remove", { letter })}
            onClick={() => removeSlot(key)}
          />
        )}
      </div>
      <div className={styles.line}>
        <SlotParameters sight={slot} />
        <Button look="text" aria-label={t("compare.openName", { letter })} onClick={open}>
          {t("compare.open")}
        </Button>
      </div>
      {fit.trains ? (
        <SlotField sight={sight} slot={slot} samples={samples} isLabelled={isLabelled} />
      ) : (
        <div className={styles.unfit} role="status">
          <p>
            <b>{t("compare.unfit")}</b>
          </p>
          <p>{t(`fit.${fit.reason}`)}</p>
        </div>
      )}
    </section>
  );
}

function SlotField(props: Omit<SlotColumnProps, "onOpen">): ReactElement {
  const { sight, slot, samples, isLabelled } = props;
  const t = useTranslate();
  const format = useFormat();
  const { bayes } = slot;
  const labels = useMemo((): FieldLabel[] => {
    if (!isLabelled) return [];
    const boundary: FieldLabel = { corner: "top-right", text: t("field.boundary"), target: "boundary" };
    return [boundary, ...bayesLabels(t, format, bayes)];
  }, [isLabelled, bayes, t, format]);
  const note = fieldNote(sight, slot);
  return (
    <div className={styles.field}>
      <FieldPlot
        label={t("compare.plane", { name: slotName(t, slot) })}
        description={t("compare.planeDescription", {
          epoch: sight.epoch,
          epochs: sight.base.epochs,
          optimum: bayes === null ? "hidden" : "shown",
        })}
        extent={plotGrid(sight.base).extent}
        aspect={1.2}
        grid={slot.plane}
        samples={samples}
        bayes={bayes?.boundary.outlines}
        labels={labels}
      />
      {note !== null && (
        <p role="status" className={styles.note}>
          {note === "diverged"
            ? t("compare.diverged", {
                step: Number.isNaN(slot.divergedAt) ? "–" : format.integer(slot.divergedAt ?? 0),
              })
            : t(`compare.field.${note}`)}
        </p>
      )}
    </div>
  );
}

/** Why the plane is not the present network's, where it is not. */
function fieldNote(
  { isFollowing, isUnderWay }: ComparisonModel,
  slot: SlotModel,
): "diverged" | "untrained" | "atEnd" | null {
  if (slot.divergedAt !== null) return "diverged";
  // What is being trained is there before a note could be read.
  if (!slot.isCurrent && !isFollowing) return "untrained";
  return slot.plane === null && slot.isCurrent && slot.history.length > 0 && isUnderWay ? "atEnd" : null;
}

/** The losses that a network on the page's data can be trained on. */
function useTrainableGroups(opened: boolean) {
  const groups = useLossGroups(opened);
  return useMemo(
    () =>
      groups
        .map((group) => ({ ...group, losses: group.losses.filter(({ unfit }) => unfit === undefined) }))
        .filter(({ losses }) => losses.length > 0),
    [groups],
  );
}
