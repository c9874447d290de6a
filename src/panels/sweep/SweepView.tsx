import { type ReactElement, useEffect } from "react";
import { Button } from "../../controls";
import { Disclosure } from "../../controls/Disclosure";
import type { Experiment } from "../../experiment/experiment";
import { useTranslate } from "../../i18n";
import { networkFit } from "../../losses/networkFit";
import { useApp } from "../hooks/useApp";
import { useDefinition } from "../hooks/useDefinition";
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
import { useSweep, useSweepActions } from "./useSweep";
import { type SweepMapModel, useSweepMapModel } from "./useSweepMapModel";

export interface SweepViewProps {
  /** Shows a model on the first screen. */
  onOpen: (experiment: Experiment) => void;
}

/** Any two parameters varied against each other: a map of trained networks, and whichever of them is looked at. */
export function SweepView({ onOpen }: SweepViewProps): ReactElement | null {
  const experiment = useApp((state) => state.experiment);
  const definition = useDefinition();
  const { openOn } = useSweepActions();
  const { trains } = networkFit(definition);
  const hasRun = useSweep(({ run }) => run !== null);
  const sight = useSweepMapModel();
  useEffect(() => {
    if (trains) openOn(experiment, definition);
  }, [openOn, experiment, definition, trains]);
  if (!trains && !hasRun) return <Unfit onLeave={() => onOpen(experiment)} />;
  return sight && <Opened sight={sight} trains={trains} onOpen={onOpen} />;
}

/** A loss that fits no network, and no map of another one to show instead. */
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

function Opened({ sight, trains, onOpen }: SweepViewProps & { sight: SweepMapModel; trains: boolean }): ReactElement {
  const t = useTranslate();
  const words = useMapWords(sight);
  const size = useScreenSize();
  const tools = <MapTools sight={sight} words={words} />;
  const findings = <SweepFindings sight={sight} words={words} />;
  return (
    <div className={styles.view}>
      <section className={styles.mapColumn} aria-label={t("app.view.sweep")}>
        <MapHeading sight={sight} />
        {!trains && (
          <p role="status" className={styles.caution}>
            {t("sweep.unfitNow")}
          </p>
        )}
        <div className={styles.controls}>
          {/* Where there is little room, the map comes first: what is varied is asked for. */}
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
          <ColourChoice sight={sight} />
          {size !== "phone" && tools}
        </div>
        <SweepMap sight={sight} words={words} onOpen={onOpen} />
        {size === "medium" && findings}
      </section>
      <div className={styles.cardColumn}>
        <CellCard sight={sight} words={words} onOpen={onOpen} />
        {size === "phone" && tools}
        {/* On a wide screen it takes no room from the map here, which would jump at the run's end. */}
        {size !== "medium" && findings}
      </div>
    </div>
  );
}
