import { type ComponentType, lazy, type ReactElement, Suspense } from "react";
import { useTranslate } from "../../i18n";
import type { LossDefinition, LossPictureKind as LossViewName } from "../../losses";
import { useDefinition } from "../hooks/useDefinition";
import type { LossViewProps } from "./SimplexView";
import { useColumnLoss } from "./useColumnLoss";
import { useWholeParameters } from "./useWholeParameters";
import styles from "./View.module.css";

/** Each with its own code, fetched when a loss wants it. */
const columnViews: Partial<Record<LossViewName, ComponentType<LossViewProps>>> = {
  simplex: lazy(async () => ({ default: (await import("./SimplexView")).SimplexView })),
  vectors: lazy(async () => ({ default: (await import("./VectorsView")).VectorsView })),
  scores: lazy(async () => ({ default: (await import("./ScoresView")).ScoresView })),
  distributions: lazy(async () => ({ default: (await import("./DistributionsView")).DistributionsView })),
  curve: lazy(async () => ({ default: (await import("./PredictionView")).PredictionView })),
};
const LatticeView = lazy(async () => ({ default: (await import("./LatticeView")).LatticeView }));
const ClustersView = lazy(async () => ({ default: (await import("./ClustersView")).ClustersView }));
const BatchOfRun = lazy(async () => ({ default: (await import("./BatchOfRun")).BatchOfRun }));

/** The picture of a loss that is no curve over the network's output. Begins anew with every loss. */
export function OwnView(): ReactElement {
  const definition: LossDefinition = useDefinition();
  return (
    <Suspense fallback={<div className={styles.waiting} aria-busy="true" />}>
      <ViewOf key={definition.id} definition={definition} />
    </Suspense>
  );
}

function ViewOf({ definition }: { definition: LossDefinition }): ReactElement {
  const t = useTranslate();
  const { view = "curve" } = definition;
  const ColumnView = columnViews[view];
  if (ColumnView !== undefined) return <OfColumns definition={definition} View={ColumnView} />;
  if (view === "batch") return <BatchOfRun definition={definition} />;
  if (view === "lattice" || view === "clusters") return <OfModule definition={definition} view={view} />;
  return <p className={styles.sentence}>{t("view.none")}</p>;
}

function OfColumns({
  definition,
  View,
}: {
  definition: LossDefinition;
  View: ComponentType<LossViewProps>;
}): ReactElement {
  const read = useColumnLoss(definition);
  if (read === null) return <div className={styles.waiting} aria-busy="true" />;
  return <View definition={definition} loss={read.loss} parameters={read.parameters} />;
}

function OfModule({ definition, view }: { definition: LossDefinition; view: "lattice" | "clusters" }): ReactElement {
  const parameters = useWholeParameters(definition);
  const View = view === "lattice" ? LatticeView : ClustersView;
  return <View definition={definition} parameters={parameters} />;
}
