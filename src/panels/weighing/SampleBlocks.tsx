import type { ReactElement } from "react";
import type { LossView } from "../hooks/useLossView";
import { DriversBlock } from "./DriversBlock";
import { HardEasyBlock } from "./HardEasyBlock";
import styles from "./WeighingPanel.module.css";
import { WeightBlock } from "./WeightBlock";

/**
 * The blocks below the curves, loaded after the first paint: the loss relative to cross entropy,
 * hard and easy samples, and shares of the gradient.
 */
export function SampleBlocks({ pairOf }: { pairOf: LossView | null }): ReactElement {
  return (
    <>
      {pairOf !== null && (
        <div className={styles.pair}>
          <WeightBlock view={pairOf} />
          <HardEasyBlock view={pairOf} />
        </div>
      )}
      <DriversBlock />
    </>
  );
}
