import type { ReactElement } from "react";
import { InlineNumber } from "../../controls";
import { sweepLimits, sweepProblems } from "../../experiment/sweep";
import { Rich, useTranslate } from "../../i18n";
import { AxisSetup } from "./AxisSetup";
import styles from "./SweepSetup.module.css";
import { useSweep, useSweepActions } from "./useSweep";

/** The settings that the next run varies, in sentences whose dotted words are controls. */
export function SweepSetup(): ReactElement | null {
  const t = useTranslate();
  const settings = useSweep((state) => state.settings);
  const base = useSweep((state) => state.base);
  const definition = useSweep((state) => state.definition);
  const { setSeeds } = useSweepActions();
  if (settings === null || base === null || definition === null) return null;
  const problems = sweepProblems(settings, definition, base.dataset.kind);
  return (
    <div className={styles.setup}>
      {(["x", "y"] as const).map((side) => (
        <AxisSetup
          key={side}
          side={side}
          axis={settings[side]}
          definition={definition}
          problem={problems.find(({ where }) => where === side)}
        />
      ))}
      <p className={styles.line}>
        <Rich
          id="sweep.seeds"
          values={{
            seeds: (
              <InlineNumber
                label={t("sweep.seedsName")}
                value={settings.seeds}
                defaultValue={1}
                step={1}
                whole
                {...sweepLimits.seeds}
                onChange={setSeeds}
              />
            ),
            count: settings.seeds,
          }}
        />
      </p>
    </div>
  );
}
