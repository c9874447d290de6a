import { type ReactElement, useEffect } from "react";
import { Button } from "../../controls";
import { Disclosure } from "../../controls/Disclosure";
import type { Experiment } from "../../experiment/experiment";
import { useTranslate } from "../../i18n";
import { networkFit } from "../../losses/networkFit";
import { keepSweep } from "../../store/sweep/keepSweep";
import { useActions, useApp, useAppStore } from "../hooks/useApp";
import { useDefinition } from "../hooks/useDefinition";
import { useOpenExperiment } from "../hooks/useOpenExperiment";
import { useScreenSize } from "../hooks/useScreenSize";
import { CellCard } from "./CellCard";
import { ColourChoice } from "./ColourChoice";
import { MapHeading } from "./MapHeading";
import { MapTools } from "./MapTools";
import { SweepFindings } from "./SweepFindings";
import { SweepMap } from "./SweepMap";
import { SweepRunBar } from "./SweepRunBar";
import { SweepSetup } from "./SweepSetup";
import styles from "./SweepView.module.css";
import { useMapWords } from "./useMapWords";
import { useSweep, useSweepActions, useSweepStore } from "./useSweep";
import { type SweepMapModel, useSweepMapModel } from "./useSweepMapModel";

/**
 * Varies any two parameters against each other: a map of trained networks, and the inspected one in
 * detail.
 */
export function SweepView(): ReactElement | null {
  const onOpen = useOpenExperiment("cell");
  const experiment = useApp((state) => state.experiment);
  const definition = useDefinition();
  const { showView } = useActions();
  const { openOn } = useSweepActions();
  const { trains } = networkFit(definition);
  const hasRun = useSweep(({ run }) => run !== null);
  const model = useSweepMapModel();
  const app = useAppStore();
  const sweep = useSweepStore();
  useEffect(() => keepSweep(app, sweep), [app, sweep]);
  useEffect(() => {
    if (trains) openOn(experiment, definition);
  }, [openOn, experiment, definition, trains]);
  if (!trains && !hasRun) return <Unfit onLeave={() => showView("explore")} />;
  return model && <Opened model={model} trains={trains} onOpen={onOpen} />;
}

/** No network can be trained on the loss, and there is no earlier map to show. */
function Unfit({ onLeave }: { onLeave: () => void }): ReactElement {
  const t = useTranslate();
  return (
    <section className={styles.unfit} aria-label={t("app.view.sweep")}>
      <h2>{t("sweep.unfitHeading")}</h2>
      <p>{t("sweep.unfit")}</p>
      <Button onClick={onLeave}>{t("sweep.toExplore")}</Button>
    </section>
  );
}

interface OpenedProps {
  model: SweepMapModel;
  trains: boolean;
  /** Opens an experiment in Explore. */
  onOpen: (experiment: Experiment) => void;
}

function Opened({ model, trains, onOpen }: OpenedProps): ReactElement {
  const t = useTranslate();
  const words = useMapWords(model);
  const size = useScreenSize();
  const tools = <MapTools model={model} words={words} />;
  const findings = <SweepFindings model={model} words={words} />;
  return (
    <div className={styles.view}>
      <section className={styles.mapColumn} aria-label={t("app.view.sweep")}>
        <MapHeading model={model} />
        {!trains && (
          <p role="status" className={styles.caution}>
            {t("sweep.unfitNow")}
          </p>
        )}
        <div className={styles.controls}>
          {/* On small screens the map comes first and the setup opens on request. */}
          {size === "phone" ? (
            <Disclosure summary={t("sweep.settings")}>
              <SweepSetup />
            </Disclosure>
          ) : (
            <SweepSetup />
          )}
          <SweepRunBar />
        </div>
        <div className={styles.tools}>
          <ColourChoice model={model} />
          {size !== "phone" && tools}
        </div>
        <SweepMap model={model} words={words} onOpen={onOpen} />
        {size === "medium" && findings}
      </section>
      <div className={styles.cardColumn}>
        <CellCard model={model} words={words} onOpen={onOpen} />
        {size === "phone" && tools}
        {/* On wide screens the findings do not resize the map when the run ends. */}
        {size !== "medium" && findings}
      </div>
    </div>
  );
}
