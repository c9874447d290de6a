import type { ReactElement } from "react";
import { ExperimentPanel } from "../panels/experiment/ExperimentPanel";
import { LearningPanel } from "../panels/learning/LearningPanel";
import { LossPanel } from "../panels/loss/LossPanel";
import { FailureBanner } from "../panels/status/FailureBanner";
import { NoticeBar } from "../panels/status/NoticeBar";
import { WeighingPanel } from "../panels/weighing/WeighingPanel";
import styles from "./App.module.css";
import { Header } from "./Header";
import { MediumLayout } from "./MediumLayout";
import { PhoneLayout } from "./PhoneLayout";
import { type ScreenSize, useScreenSize } from "./useScreenSize";

/** The page: one screen, arranged by its size. */
export function App(): ReactElement {
  const size = useScreenSize();
  return (
    <div className={styles.page} data-size={size}>
      <Header />
      <FailureBanner />
      <main className={styles.main}>{layouts[size]()}</main>
      <NoticeBar />
    </div>
  );
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
        <LearningPanel />
      </div>
    </>
  ),
  medium: () => <MediumLayout />,
  phone: () => <PhoneLayout />,
};
