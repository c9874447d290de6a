import type { ReactElement } from "react";
import { Button, PopoverButton, SegmentedToggle } from "../../controls";
import { useFormat, useTranslate } from "../../i18n";
import type { EnginePreference, MeasuredSpeeds } from "../../worker/protocol";
import { useActions, useApp } from "../shared/useApp";
import { useFigures } from "../shared/useFigures";
import styles from "./EngineChip.module.css";

const preferences: readonly EnginePreference[] = ["auto", "cpu", "webgpu", "float64", "onnx"];

const MEGABYTE = 1e6;

/** Which engine runs, how fast, and why this one; another can be chosen. */
export function EngineChip(): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const engine = useApp((state) => state.engine);
  const loading = useApp((state) => state.engineLoading);
  const running = useApp((state) => state.status === "running");
  const speed = useFigures(({ snapshot }) => (running ? (snapshot?.stepsPerSecond ?? 0) : 0));
  const preference = useApp((state) => state.enginePreference);
  const { chooseEngine } = useActions();
  const share = loading === null ? null : loading.loadedBytes / loading.totalBytes;
  const name = engine === null ? t("engine.starting") : t(`engine.${engine.id}`);
  return (
    <PopoverButton
      label={t("engine.heading")}
      look="framed"
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
      <div className={styles.panel}>
        {loading !== null ? (
          <LoadingNote loaded={loading.loadedBytes} total={loading.totalBytes} onCancel={() => chooseEngine("auto")} />
        ) : (
          <>
            <p>{engine === null ? t("engine.starting") : t(`engine.reason.${engine.reason}`)}</p>
            {engine !== null && <p className={styles.detail}>{engine.description}</p>}
            {engine?.speeds && <SpeedsNote speeds={engine.speeds} />}
          </>
        )}
        <SegmentedToggle<EnginePreference>
          label={t("engine.choose")}
          choices={preferences.map((value) => ({ value, label: t(`engine.${value}`) }))}
          value={preference}
          onChange={chooseEngine}
        />
        <p className={styles.detail}>{t("engine.about")}</p>
        <p className={styles.detail}>{t("engine.aboutOnnx")}</p>
      </div>
    </PopoverButton>
  );
}

/** What was measured of both engines, as bars of one scale. */
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

/** How much of an engine's files is here, and a way out. */
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
      <progress className={styles.progress} aria-label={words} value={loaded} max={total} />
      <Button onClick={onCancel}>{t("engine.cancelLoading")}</Button>
    </div>
  );
}
