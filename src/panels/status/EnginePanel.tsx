import type { ReactElement } from "react";
import { Button, SegmentedToggle } from "../../controls";
import { moveFocusOnly } from "../../controls/moveFocusOnly";
import { type Translate, useFormat, useTranslate } from "../../i18n";
import type { EngineChoice, EnginePreference, MeasuredSpeeds } from "../../training/engineChoice";
import { useActions, useApp } from "../hooks/useApp";
import { useShownResults } from "../hooks/useShownResults";
import { LoadingBar } from "../parts/LoadingBar";
import styles from "./EnginePanel.module.css";

const preferences: readonly EnginePreference[] = ["auto", "cpu", "webgpu", "float64", "onnx"];

const MEGABYTE = 1e6;

/** Why this engine runs, the measured speeds, and the choice of another engine. */
export function EnginePanel(): ReactElement {
  const t = useTranslate();
  const engine = useApp((state) => state.run.engine);
  const loading = useApp((state) => state.run.loading);
  const preference = useApp((state) => state.enginePreference);
  const { chooseEngine } = useActions();
  return (
    <div className={styles.panel}>
      {loading !== null ? (
        <LoadingNote loaded={loading.loadedBytes} total={loading.totalBytes} onCancel={() => chooseEngine("auto")} />
      ) : (
        <>
          <p>{engine === null ? t("engine.starting") : t(`engine.reason.${engine.reason}`, failedEngine(t, engine))}</p>
          {engine !== null && <p className={styles.detail}>{engine.description}</p>}
          <RunningSpeed />
          {engine?.speeds && <SpeedsNote speeds={engine.speeds} />}
        </>
      )}
      <SegmentedToggle<EnginePreference>
        label={t("engine.choose")}
        choices={preferences.map((value) => ({ value, label: t(`engine.${value}`) }))}
        value={preference}
        onChange={chooseEngine}
        onKeyDown={moveFocusOnly}
      />
      <p className={styles.detail}>{t("engine.about")}</p>
      <p className={styles.detail}>{t("engine.aboutOnnx")}</p>
      <p className={styles.detail}>
        <a href="licences.txt" target="_blank" rel="noreferrer" className={styles.link}>
          {t("engine.licences")}
        </a>
      </p>
    </div>
  );
}

/** How fast the run trains now; nothing while it rests. */
function RunningSpeed(): ReactElement | null {
  const t = useTranslate();
  const format = useFormat();
  const running = useApp((state) => state.run.phase === "running");
  const speed = useShownResults("figures", ({ snapshot }) => (running ? (snapshot?.stepsPerSecond ?? 0) : 0));
  if (speed === 0) return null;
  return <p className="tabular">{t("engine.speed", { speed: format.integer(Number(speed.toPrecision(3))) })}</p>;
}

/** For a reason's text: the name of the engine that failed, so that another was taken. */
function failedEngine(t: Translate, { failed }: EngineChoice): Record<string, string> {
  return failed === undefined ? {} : { failed: t(`engine.${failed}`) };
}

/** The measured speeds of both engines, as bars on one scale. */
function SpeedsNote({ speeds }: { speeds: MeasuredSpeeds }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const most = Math.max(speeds.cpu, speeds.webgpu);
  return (
    <div className={styles.speeds}>
      <p className={styles.detail}>{t("engine.measured", { models: speeds.models })}</p>
      {(["webgpu", "cpu"] as const).map((id) => (
        <p key={id} className={styles.measured} data-faster={speeds[id] === most || undefined}>
          <span>{t(`engine.${id}`)}</span>
          <span className={styles.bar} aria-hidden="true">
            <span style={{ width: `${(100 * speeds[id]) / most}%` }} />
          </span>
          <span className="tabular">
            {t("engine.speed", { speed: format.integer(Number(speeds[id].toPrecision(3))) })}
          </span>
        </p>
      ))}
    </div>
  );
}

/** Download progress of an engine's files, with a button to cancel. */
function LoadingNote({
  loaded,
  total,
  onCancel,
}: {
  loaded: number;
  total: number;
  onCancel: () => void;
}): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const megabytes = (bytes: number) => format.fixed(bytes / MEGABYTE, 1);
  const words = t("engine.loading", { loaded: megabytes(loaded), total: megabytes(total) });
  return (
    <div className={styles.loading}>
      <p>{words}</p>
      <LoadingBar label={words} loaded={{ bytes: loaded, of: total }} />
      <Button onClick={onCancel}>{t("engine.cancelLoading")}</Button>
    </div>
  );
}
