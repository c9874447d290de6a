import type { ReactElement } from "react";
import { Button, InlineNumber } from "../../controls";
import { limits } from "../../experiment/limits";
import { useTranslate } from "../../i18n";
import { useActions, useApp } from "../hooks/useApp";
import { Setting, Settings } from "./Settings";
import { useFieldControl, withField } from "./useSetField";

const kinds = ["data", "split", "weights", "order"] as const;

/** One seed for each source of randomness. */
export function SeedSettings(): ReactElement {
  const t = useTranslate();
  const seeds = useApp((state) => state.experiment.seeds);
  const { changeExperiment } = useActions();
  const moves = useFieldControl();
  const all = (seed: number) => ({ data: seed, split: seed, weights: seed, order: seed });
  return (
    <Settings note={t("seeds.note")}>
      {kinds.map((kind) => (
        <Setting key={kind} name={t(`seeds.${kind}`)}>
          <InlineNumber
            label={t(`seeds.${kind}`)}
            value={seeds[kind]}
            defaultValue={0}
            whole
            step={1}
            {...limits.seed}
            {...moves((seed: number) => withField("seeds", { [kind]: seed }))}
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
        {t("seeds.next")}
      </Button>
    </Settings>
  );
}
