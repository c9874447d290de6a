import type { ReactElement } from "react";
import { useTokens } from "../../charts";
import { Button } from "../../controls";
import { SetToggle } from "../../controls/SetToggle";
import { useTranslate } from "../../i18n";
import { useLoadFailure } from "../../scheduling/loadFailure";
import { parameterFileName } from "../../store/sweep/parameterFileName";
import type { MapLayer } from "../../store/sweep/settings";
import { saveFile } from "../format/saveFile";
import styles from "./SweepView.module.css";
import type { MapWords } from "./useMapWords";
import { useSweepActions } from "./useSweep";
import type { SweepMapModel } from "./useSweepMapModel";

/** Toggles for the layers above the map's colours, and exports of the map as files. */
export function MapTools({ model, words }: { model: SweepMapModel; words: MapWords }): ReactElement {
  const t = useTranslate();
  const tokens = useTokens();
  const { report } = useLoadFailure();
  const { setLayers } = useSweepActions();
  const { run, sweep } = model;
  const stem = `losscope-sweep-${parameterFileName(sweep.x.parameter)}-${parameterFileName(sweep.y.parameter)}`;
  const saveTable = async () => {
    if (run === null) return;
    const { sweepCsv } = await import("../../store/sweep/sweepCsv");
    saveFile(`${stem}.csv`, new TextEncoder().encode(sweepCsv(run)));
  };
  const savePicture = async () => {
    const { renderMapPng } = await import("../../charts/heatmap/mapPicture");
    const picture = await renderMapPng(words.picture(), tokens);
    saveFile(`${stem}-${model.metric}.png`, new Uint8Array(await picture.arrayBuffer()));
  };
  const nothing = run === null || run.results.models === 0;
  return (
    <div className={styles.toolButtons}>
      <SetToggle<MapLayer>
        label={t("sweep.layers")}
        choices={[
          { value: "pictures", label: t("sweep.layer.pictures") },
          { value: "lines", label: t("sweep.layer.lines") },
        ]}
        values={model.layers}
        onChange={setLayers}
      />
      <Button
        disabled={nothing}
        aria-label={t("sweep.saveCsv")}
        title={t("sweep.saveCsv")}
        onClick={() => void saveTable().catch(report)}
      >
        CSV
      </Button>
      <Button
        disabled={nothing}
        aria-label={t("sweep.savePng")}
        title={t("sweep.savePng")}
        onClick={() => void savePicture().catch(report)}
      >
        PNG
      </Button>
    </div>
  );
}
