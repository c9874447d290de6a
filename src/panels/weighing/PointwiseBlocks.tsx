import type { ReactElement } from "react";
import { withLaterTexts } from "../../i18n";
import { lazyPart } from "../../scheduling/lazyPart";
import { type LossView, useTrainedLossView } from "../hooks/useLossView";
import { CurveBlocks } from "./CurveBlocks";
import { ProbeSentence } from "./ProbeSentence";
import styles from "./WeighingPanel.module.css";

const SampleBlocks = lazyPart(() => withLaterTexts(import("./SampleBlocks")), "SampleBlocks");

/**
 * The blocks of a loss that is a function of one number: its curves, the probe in words unless a
 * picture of the loss's own has one, and what the loss does to samples.
 */
export function PointwiseBlocks({ view, pictured }: { view: LossView; pictured: boolean }): ReactElement {
  const trained = useTrainedLossView();
  return (
    <>
      <div className={styles.pair}>
        <CurveBlocks view={view} />
      </div>
      {!pictured && <ProbeSentence view={trained ?? view} />}
      <SampleBlocks pairOf={pictured ? null : view} fallback={<div className={styles.waitingSamples} />} />
    </>
  );
}
