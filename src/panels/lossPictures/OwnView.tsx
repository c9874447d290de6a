import type { ReactElement } from "react";
import { useTranslate } from "../../i18n";
import type { LossDefinition, LossPictureKind as LossViewName } from "../../losses";
import { type LazyPart, lazyPart } from "../../scheduling/lazyPart";
import { useDefinition } from "../hooks/useDefinition";
import type { LossViewProps } from "./SimplexView";
import { useColumnLoss } from "./useColumnLoss";
import { useWholeParameters } from "./useWholeParameters";
import styles from "./View.module.css";

/** Each view has its own chunk, loaded when a loss needs it. */
const columnViews: Partial<Record<LossViewName, LazyPart<LossViewProps>>> = {
  simplex: lazyPart(() => import("./SimplexView"), "SimplexView"),
  vectors: lazyPart(() => import("./VectorsView"), "VectorsView"),
  scores: lazyPart(() => import("./ScoresView"), "ScoresView"),
  distributions: lazyPart(() => import("./DistributionsView"), "DistributionsView"),
  curve: lazyPart(() => import("./PredictionView"), "PredictionView"),
};
const LatticeView = lazyPart(() => import("./LatticeView"), "LatticeView");
const ClustersView = lazyPart(() => import("./ClustersView"), "ClustersView");
const BatchOfRun = lazyPart(() => import("./BatchOfRun"), "BatchOfRun");

const waiting = <div className={styles.waiting} aria-busy="true" />;

/**
 * The picture of a loss that is not a curve over the network's output. Its state is reset when the
 * loss changes.
 */
export function OwnView(): ReactElement {
  const definition: LossDefinition = useDefinition();
  return <LossViewById key={definition.id} definition={definition} />;
}

function LossViewById({ definition }: { definition: LossDefinition }): ReactElement {
  const t = useTranslate();
  const { view = "curve" } = definition;
  const ColumnView = columnViews[view];
  if (ColumnView !== undefined) return <ColumnLossView definition={definition} View={ColumnView} />;
  if (view === "batch") return <BatchOfRun fallback={waiting} definition={definition} />;
  if (view === "lattice" || view === "clusters") return <ModuleLossView definition={definition} view={view} />;
  return <p className={styles.sentence}>{t("view.none")}</p>;
}

function ColumnLossView({
  definition,
  View,
}: {
  definition: LossDefinition;
  View: LazyPart<LossViewProps>;
}): ReactElement {
  const read = useColumnLoss(definition);
  if (read === null) return waiting;
  return <View fallback={waiting} definition={definition} loss={read.loss} parameters={read.parameters} />;
}

function ModuleLossView({
  definition,
  view,
}: {
  definition: LossDefinition;
  view: "lattice" | "clusters";
}): ReactElement {
  const parameters = useWholeParameters(definition);
  const View = view === "lattice" ? LatticeView : ClustersView;
  return <View fallback={waiting} definition={definition} parameters={parameters} />;
}
