import { useMemo } from "react";
import type { LossGroup } from "../../../controls";
import { useLossNotes, useNamesInEveryLanguage, useTranslate } from "../../../i18n";
import type { LossTask } from "../../../losses";
import { useApp } from "../../hooks/useApp";
import { lossOption } from "./lossOption";

/**
 * Order of the picker's groups: the page's main subject first, losses that its network cannot be
 * trained on last.
 */
const tasks: readonly LossTask[] = [
  "imbalanced",
  "binary",
  "noisy-labels",
  "margin",
  "classes",
  "regression",
  "ranking",
  "embedding",
  "distribution",
  "sequence",
];

/**
 * The picker's list. `opened` is whether it has been opened: texts that only the list shows and
 * searches are fetched then.
 */
export function useLossGroups(opened: boolean): readonly LossGroup[] {
  const t = useTranslate();
  const notes = useLossNotes(opened);
  const losses = useApp((state) => state.losses);
  const names = useNamesInEveryLanguage(opened);
  return useMemo(
    () =>
      tasks
        .map((task) => ({ task, ofTask: losses.filter((loss) => loss.task === task) }))
        .filter(({ ofTask }) => ofTask.length > 0)
        .map(({ task, ofTask }) => ({
          label: t(`task.${task}`),
          losses: ofTask.map((loss) => lossOption(loss, t, notes, names)),
        })),
    [t, losses, notes, names],
  );
}
