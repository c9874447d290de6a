import { type ReactElement, useMemo, useState } from "react";
import { type FieldLabel, FieldPlot, type FieldSamples } from "../../charts";
import { SeriesMark } from "../../charts/bands/seriesLook";
import { Button, LossPicker } from "../../controls";
import { RemoveIcon } from "../../controls/RemoveIcon";
import { comparedExperiment } from "../../experiment/comparison";
import type { Experiment } from "../../experiment/experiment";
import { plotGrid } from "../../experiment/plotGrid";
import { useFormat, useTranslate } from "../../i18n";
import { useLoadFailure } from "../../scheduling/loadFailure";
import { canRemoveSlot } from "../../store/compare/slots";
import { bayesLabels } from "../format/bayesLabels";
import { lossWord } from "../format/lossWord";
import { useActions } from "../hooks/useApp";
import { useScreenSize } from "../hooks/useScreenSize";
import { useLossGroups } from "../loss/panel/useLossGroups";
import type { ComparisonModel, SlotModel } from "./comparisonModel";
import { SlotAlwaysNo } from "./SlotAlwaysNo";
import styles from "./SlotColumn.module.css";
import { SlotParameters } from "./SlotParameters";
import { slotName } from "./slotWords";
import { useCompareActions } from "./useCompare";

export interface SlotColumnProps {
  model: ComparisonModel;
  slot: SlotModel;
  samples: FieldSamples;
  /** Whether the plane has room for labels. */
  isLabelled: boolean;
  onOpen: (experiment: Experiment) => void;
}

/**
 * One loss of the comparison: the loss, its parameters, and what its network has learned by the
 * epoch on screen.
 */
export function SlotColumn({ model, slot, samples, isLabelled, onOpen }: SlotColumnProps): ReactElement {
  const t = useTranslate();
  const { loadLosses } = useActions();
  const { report } = useLoadFailure();
  const { selectLoss, removeSlot, keepSlots } = useCompareActions();
  const [opened, setOpened] = useState(false);
  const groups = useTrainableGroups(opened);
  const isNarrow = useScreenSize() !== "wide" || model.slots.length > 2;
  const { letter, position, fit } = slot;
  const { key, loss } = slot.slot;
  const open = () => {
    keepSlots();
    onOpen(comparedExperiment({ base: model.state.base ?? model.base }, loss, 0));
  };
  return (
    <section aria-label={t("compare.slot", { name: slotName(t, slot) })} className={styles.slot} data-slot={letter}>
      <div className={styles.head}>
        <span className={styles.badge}>
          <span>{letter}</span>
          <SeriesMark index={position} />
        </span>
        <LossPicker
          groups={groups}
          value={loss.id}
          ownName={lossWord(t, "name", loss.id)}
          shortName={isNarrow ? lossWord(t, "short", loss.id) : undefined}
          label={t("compare.pick", { letter })}
          hotkey={position === 0}
          onChange={(id) => selectLoss(key, id)}
          onOpen={() => {
            setOpened(true);
            loadLosses().catch(report);
          }}
        />
        {canRemoveSlot(model.state.slots) && (
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
        <SlotParameters model={slot} />
        <Button look="text" aria-label={t("compare.openName", { letter })} onClick={open}>
          {t("compare.open")}
        </Button>
      </div>
      {fit.trains ? (
        <SlotField model={model} slot={slot} samples={samples} isLabelled={isLabelled} />
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
  const { model, slot, samples, isLabelled } = props;
  const t = useTranslate();
  const format = useFormat();
  const { bayes } = slot;
  const labels = useMemo((): FieldLabel[] => {
    if (!isLabelled) return [];
    const boundary: FieldLabel = { corner: "top-right", text: t("field.boundary"), target: "boundary" };
    return [boundary, ...bayesLabels(t, format, bayes)];
  }, [isLabelled, bayes, t, format]);
  const note = fieldNote(model, slot);
  return (
    <div className={styles.field}>
      <FieldPlot
        label={t("compare.plane", { name: slotName(t, slot) })}
        description={t("compare.planeDescription", {
          epoch: model.epoch,
          epochs: model.base.epochs,
          optimum: bayes === null ? "hidden" : "shown",
        })}
        extent={plotGrid(model.base).extent}
        aspect={1.2}
        grid={slot.plane}
        samples={samples}
        bayes={bayes?.boundary.outlines}
        labels={labels}
      />
      {note === null && hasLearnedToSayNo(model, slot) && <SlotAlwaysNo model={model} slot={slot} />}
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

/** Whether the slot's network is trained and calls no sample positive: its precision is 0/0. */
function hasLearnedToSayNo({ epoch, base }: ComparisonModel, { metrics, isCurrent }: SlotModel): boolean {
  return isCurrent && epoch >= base.epochs && metrics !== null && Number.isNaN(metrics.precision);
}

/** Why the plane is missing or belongs to other settings; null if neither. */
function fieldNote(
  { isFollowing, isUnderWay }: ComparisonModel,
  slot: SlotModel,
): "diverged" | "untrained" | "atEnd" | null {
  if (slot.divergedAt !== null) return "diverged";
  // No note while a replacement is training: it arrives before the note could be read.
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
