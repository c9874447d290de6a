import type { LossOption } from "../../../controls";
import type { LossNotes, NamesInEveryLanguage, Translate } from "../../../i18n";
import type { CatalogueLoss } from "../../../losses";
import { networkFit } from "../../../losses/networkFit";
import { lossWord } from "../../format/lossWord";

/** A loss as a line of the picker's list, with all names by which it is found. */
export function lossOption(
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
    aliases: [
      lossWord(t, "short", loss.id),
      loss.golden ?? "",
      ...(loss.aliases ?? []),
      ...(names?.loss(loss.id) ?? []).flatMap((name) => [name, ...name.split(BETWEEN_SCRIPTS)]),
    ],
    torch: loss.torch ?? "",
    keywords: [loss.task, t(`task.${loss.task}`), ...(names?.task(loss.task) ?? [])],
    ...(!fit.trains && { tag: t("picker.unfit"), unfit: t(`fit.${fit.reason}`) }),
    ...(fit.trains && fit.outputs === 2 && { tag: t("picker.outputs") }),
  };
}

/** The Chinese names of torch's losses end in its own: 交叉熵 CrossEntropyLoss. */
const BETWEEN_SCRIPTS = /(?<=\p{Script=Han}) (?=\w)/u;
