import type { ReactElement } from "react";
import { PopoverButton } from "../../controls";
import { useFormat, useTranslate, withLaterTexts } from "../../i18n";
import { lazyPart } from "../../scheduling/lazyPart";
import { useApp } from "../hooks/useApp";
import { useShownResults } from "../hooks/useShownResults";
import styles from "./EngineChip.module.css";

const EnginePanel = lazyPart(() => withLaterTexts(import("./EnginePanel")), "EnginePanel");

/**
 * The running engine and its speed; opens a panel that says why it was chosen and offers others.
 */
export function EngineChip(): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const engine = useApp((state) => state.run.engine);
  const loading = useApp((state) => state.run.loading);
  const running = useApp((state) => state.run.phase === "running");
  const speed = useShownResults(({ snapshot }) => (running ? (snapshot?.stepsPerSecond ?? 0) : 0));
  const share = loading === null ? null : loading.loadedBytes / loading.totalBytes;
  const name = engine === null ? t("engine.starting") : t(`engine.${engine.id}`);
  return (
    <PopoverButton
      label={t("engine.heading")}
      look="framed"
      onApproach={EnginePanel.prefetch}
      trigger={
        <span className={styles.chip}>
          <span className={styles.light} data-running={running || undefined} aria-hidden="true" />
          <b>{share === null ? name : t("engine.loadingShare", { share: format.percent(share) })}</b>
          {speed > 0 && share === null && (
            <span className={`tabular ${styles.speed}`}>
              {t("engine.speed", { speed: format.integer(Number(speed.toPrecision(3))) })}
            </span>
          )}
        </span>
      }
    >
      <EnginePanel />
    </PopoverButton>
  );
}
