import type { ReactElement } from "react";
import { withLaterTexts } from "../../i18n";
import { lazyPart } from "../../scheduling/lazyPart";
import { isLate } from "../../store/run";
import { shownSamples, shownSnapshot } from "../../store/state";
import { useApp } from "../hooks/useApp";
import styles from "./FieldView.module.css";
import { Planes } from "./Planes";

/** Comes after the first paint. */
const PlaneNote = lazyPart(() => withLaterTexts(import("./note/PlaneNote")), "PlaneNote");

/** Come when they are chosen. */
const ValidationPlanes = lazyPart(() => import("./ValidationPlanes"), "ValidationPlanes");

/** The samples with the network's field and boundary, the Bayes boundary, and the probe. */
export function FieldView(): ReactElement {
  const late = useApp((state) => isLate(state.run));
  const ofTraining = useApp((state) => state.sampleSet === "training");
  const data = useApp(shownSamples);
  const logits = useApp(shownSnapshot)?.trainLogits;
  const training = <Planes data={data} logits={logits} isTraining />;
  return (
    <div className={styles.field} aria-busy={late}>
      {ofTraining ? training : <ValidationPlanes fallback={training} />}
      <PlaneNote />
    </div>
  );
}
