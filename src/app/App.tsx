import { type ReactElement, useMemo } from "react";
import { PartBoundary } from "../controls";
import { MissingPart } from "../controls/MissingPart";
import { withLaterTexts } from "../i18n";
import { ExperimentPanel } from "../panels/experiment/ExperimentPanel";
import { SnapshotDrawn } from "../panels/hooks/SnapshotDrawn";
import { useActions, useApp } from "../panels/hooks/useApp";
import { type ScreenSize, useScreenSize } from "../panels/hooks/useScreenSize";
import { LossPanel } from "../panels/loss/panel/LossPanel";
import { TrainingPanel } from "../panels/training/TrainingPanel";
import { WeighingPanel } from "../panels/weighing/WeighingPanel";
import { lazyPart } from "../scheduling/lazyPart";
import { LoadFailureContext } from "../scheduling/loadFailure";
import styles from "./App.module.css";
import { Header } from "./Header";
import { MediumLayout } from "./MediumLayout";
import { PhoneLayout } from "./PhoneLayout";

const CompareView = lazyPart(() => withLaterTexts(import("../panels/compare/CompareView")), "CompareView");
/** Notices come after the first paint. */
const NoticeBar = lazyPart(() => withLaterTexts(import("../panels/status/NoticeBar")), "NoticeBar");
const SweepView = lazyPart(() => withLaterTexts(import("../panels/sweep/SweepView")), "SweepView");

/** The page: a header and one of its views, arranged by the screen's size. */
export function App(): ReactElement {
  const size = useScreenSize();
  const view = useApp((state) => state.view);
  const { show } = useActions();
  const loadFailure = useMemo(() => ({ MissingPart, report: () => show({ kind: "not-loaded" }) }), [show]);
  return (
    <LoadFailureContext value={loadFailure}>
      <div className={styles.page} data-size={size} data-view={view}>
        <Header />
        <main className={styles.main} tabIndex={-1}>
          {view === "explore" ? layouts[size]() : <OtherView view={view} />}
        </main>
        <NoticeBar />
        <SnapshotDrawn />
      </div>
    </LoadFailureContext>
  );
}

/**
 * Compare and Sweep are fetched when first opened. A model from one of them can be opened in
 * Explore, where it is trained at once to the network that was seen.
 */
function OtherView({ view }: { view: "compare" | "sweep" }): ReactElement {
  return <PartBoundary key={view}>{view === "compare" ? <CompareView /> : <SweepView />}</PartBoundary>;
}

const layouts: Readonly<Record<ScreenSize, () => ReactElement>> = {
  wide: () => (
    <>
      <div className={styles.left}>
        <LossPanel />
        <ExperimentPanel />
      </div>
      <div className={styles.middle}>
        <WeighingPanel />
      </div>
      <div className={styles.right}>
        <TrainingPanel />
      </div>
    </>
  ),
  medium: () => <MediumLayout />,
  phone: () => <PhoneLayout />,
};
