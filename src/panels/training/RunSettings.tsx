import type { ReactElement } from "react";
import { Button, SelectButton, SwitchRow } from "../../controls";
import { useTranslate } from "../../i18n";
import { canAdvance } from "../../store/run";
import type { Pace } from "../../worker/run/protocol";
import { useActions, useApp } from "../hooks/useApp";
import styles from "./RunSettings.module.css";

const paces = {
  slow: { epochsPerSecond: 1 },
  normal: { epochsPerSecond: 5 },
  fast: { epochsPerSecond: 25 },
  full: "full",
} as const;
type PaceName = keyof typeof paces;

/**
 * Whether a change retrains at once, the pace of a training that is watched, a single step, and the
 * keys that work anywhere.
 */
export function RunSettings(): ReactElement {
  const t = useTranslate();
  const instant = useApp((state) => state.instantRetrain.on);
  const canStep = useApp((state) => canAdvance(state.run));
  const { setInstantRetrain, takeStep } = useActions();
  return (
    <div className={styles.settings}>
      <SwitchRow
        label={t("run.instant")}
        detail={t("run.instantAbout")}
        checked={instant}
        onChange={setInstantRetrain}
      />
      <div className={styles.line}>
        <PaceChoice />
        <Button onClick={takeStep} disabled={!canStep}>
          {t("run.oneStep")}
        </Button>
      </div>
      {/* Where there is no fine pointer there is hardly a keyboard. */}
      {matchMedia("(any-pointer: fine)").matches && <p className={styles.keys}>{t("run.keys")}</p>}
    </div>
  );
}

function PaceChoice(): ReactElement {
  const t = useTranslate();
  const pace = useApp((state) => state.pace);
  const { setPace } = useActions();
  return (
    <SelectButton<PaceName>
      look="framed"
      label={t("run.pace")}
      choices={(Object.keys(paces) as PaceName[]).map((value) => ({ value, label: t(`run.pace.${value}`) }))}
      value={paceName(pace)}
      onChange={(name) => setPace(paces[name])}
    />
  );
}

function paceName(pace: Pace): PaceName {
  if (pace === "full") return "full";
  const names = Object.keys(paces) as PaceName[];
  return (
    names.find((name) => {
      const known = paces[name];
      return known !== "full" && known.epochsPerSecond === pace.epochsPerSecond;
    }) ?? "normal"
  );
}
