import type { ReactElement } from "react";
import { Button, InlineNumber } from "../../controls";
import { limits } from "../../experiment/limits";
import { useTranslate } from "../../i18n";
import { useActions, useApp } from "../shared/useApp";
import { Setting, Settings } from "./Settings";
import { useEdit } from "./useEdit";

const kinds = ["data", "split", "weights", "order"] as const;

/** One seed for each thing drawn by chance. */
export function SeedSettings(): ReactElement {
  const t = useTranslate();
  const seeds = useApp((state) => state.experiment.seeds);
  const { changeExperiment } = useActions();
  const edit = useEdit();
  const all = (seed: number) => ({ data: seed, split: seed, weights: seed, order: seed });
  return (
    <Settings note={t("experiment.seedsNote")}>
      {kinds.map((kind) => (
        <Setting key={kind} name={t(`experiment.seed.${kind}`)}>
          <InlineNumber
            label={t(`experiment.seed.${kind}`)}
            value={seeds[kind]}
            defaultValue={0}
            whole
            step={1}
            {...limits.seed}
            onChange={(seed) => edit("seeds", { [kind]: seed })}
          />
        </Setting>
      ))}
      <Button
        onClick={() =>
          changeExperiment((old) => ({
            ...old,
            seeds: all((Math.max(...Object.values(old.seeds)) + 1) % limits.seed.max),
          }))
        }
      >
        {t("experiment.nextSeed")}
      </Button>
    </Settings>
  );
}
