import { useMemo } from "react";
import type { LossGroup, LossOption } from "../../../controls";
import {
  type LossNotes,
  type NamesInEveryLanguage,
  type Translate,
  useLossNotes,
  useNamesInEveryLanguage,
  useTranslate,
} from "../../../i18n";
import type { CatalogueLoss, LossTask } from "../../../losses";
import { networkFit } from "../../../losses/networkFit";
import { lossWord } from "../../format/lossWord";
import { useApp } from "../../hooks/useApp";

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
        .map((task) => ({
          label: t(`task.${task}`),
          losses: losses.filter((loss) => loss.task === task).map((loss) => lossOption(loss, t, notes, names)),
        }))
        .filter((group) => group.losses.length > 0),
    [t, losses, notes, names],
  );
}

function lossOption(
  loss: CatalogueLoss,
  t: Translate,
  notes: LossNotes | null,
  names: NamesInEveryLanguage | null,
): LossOption {
  const fit = networkFit(loss);
  const detail = notes?.[`${loss.id}.detail`];
  return {
    id: loss.id,
    name: lossWord(t, "name", loss.id),
    ...(detail !== undefined && { detail }),
    keywords: [
      loss.torch ?? "",
      loss.golden ?? "",
      ...(loss.aliases ?? []),
      loss.task,
      t(`task.${loss.task}`),
      lossWord(t, "short", loss.id),
      ...(names?.loss(loss.id) ?? []),
      ...(names?.task(loss.task) ?? []),
    ],
    ...(!fit.trains && { tag: t("picker.unfit"), unfit: t(`fit.${fit.reason}`) }),
    ...(fit.trains && fit.outputs === 2 && { tag: t("picker.outputs") }),
  };
}
