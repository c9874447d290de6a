import type { ReactElement } from "react";
import { currentLocale, loadLossNotes, useTranslate, withLaterTexts } from "../../i18n";
import type { LossDefinition } from "../../losses";
import { lazyPart } from "../../scheduling/lazyPart";
import { useDefinition } from "../hooks/useDefinition";
import { useLossView } from "../hooks/useLossView";
import { Column } from "../parts/Panel";
import { CurveTools } from "./CurveTools";
import { hasCurve } from "./hasCurve";
import styles from "./WeighingPanel.module.css";

const PointwiseBlocks = lazyPart(() => import("./PointwiseBlocks"), "PointwiseBlocks");
const SampleBlocks = lazyPart(() => withLaterTexts(import("./SampleBlocks")), "SampleBlocks");
const OwnView = lazyPart(() => withLaterTexts(import("../lossPictures/OwnView")), "OwnView");
const NotesBlock = lazyPart(async () => {
  const [module] = await Promise.all([
    withLaterTexts(import("../lossPictures/NotesBlock")),
    loadLossNotes(currentLocale()),
  ]);
  return module;
}, "NotesBlock");

/**
 * The effect of the loss on samples. If each sample's loss is a function of one number: its curves,
 * its weight relative to cross entropy, hard and easy samples, and shares of the gradient. Other
 * losses have a picture of their own; class losses have both.
 */
export function WeighingPanel(): ReactElement {
  const t = useTranslate();
  const definition: LossDefinition = useDefinition();
  const curves = hasCurve(definition);
  const pictured = !curves || definition.view === "simplex";
  return (
    <Column heading={t("weighing.heading")} aside={curves ? <CurveTools /> : undefined}>
      {pictured && <OwnView fallback={<div className={styles.waiting} aria-busy="true" />} />}
      <NetworkBlocks definition={definition} curves={curves} pictured={pictured} />
      {!curves && <NotesBlock definition={definition} />}
    </Column>
  );
}

/**
 * The blocks that apply the loss to the network's outputs; empty if no network has outputs that the
 * loss accepts.
 */
function NetworkBlocks({
  definition,
  curves,
  pictured,
}: {
  definition: LossDefinition;
  curves: boolean;
  pictured: boolean;
}): ReactElement | null {
  const view = useLossView();
  if (!curves && definition.view !== "batch") return null;
  if (view === null) return <div className={styles.waiting} aria-busy="true" />;
  if (!curves) return <SampleBlocks pairOf={null} />;
  return (
    <PointwiseBlocks view={view} pictured={pictured} fallback={<div className={styles.waiting} aria-busy="true" />} />
  );
}
