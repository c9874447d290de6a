import { memo, type ReactElement, useMemo } from "react";
import { Rich, useFormat } from "../../i18n";
import { shownSamples } from "../../store/state";
import { boundedRatio } from "../format/boundedRatio";
import { useApp } from "../hooks/useApp";
import type { LossView } from "../hooks/useLossView";
import { useProbe } from "../hooks/useProbe";
import { useShownResults } from "../hooks/useShownResults";
import { pulls } from "../samples/pulls";
import styles from "./ProbeSentence.module.css";

/** Compares the probe with a typical negative, once the user has moved it. */
export function ProbeSentence({ view }: { view: LossView }): ReactElement | null {
  return useApp((state) => state.probeChosenOn !== null) ? <Comparison view={view} /> : null;
}

/** The pulls of both, under this loss and under cross entropy. */
const Comparison = memo(({ view }: { view: LossView }): ReactElement => {
  const format = useFormat();
  const { point } = useProbe("curves");
  const logits = useShownResults("curves", (results) => results.snapshot?.trainLogits);
  const labels = useApp(shownSamples).labels;
  const { loss, parameters, crossEntropy, crossEntropyParameters } = view;
  const typical = useMemo(() => {
    if (logits === undefined) return undefined;
    const logit = medianNegative(logits, labels);
    return logit === undefined ? undefined : Float64Array.of(logit);
  }, [logits, labels]);
  if (point === undefined || typical === undefined) return <p className={styles.sentence}>&nbsp;</p>;
  const times = (of: typeof loss, values: typeof parameters) =>
    pulls(of, Float64Array.of(point.logit), point.label, values)[0]! / pulls(of, typical, 0, values)[0]!;
  const [own, reference] = [times(loss, parameters), times(crossEntropy, crossEntropyParameters)];
  const write = (ratio: number) => (Number.isNaN(ratio) ? "–" : `${boundedRatio(ratio, 2, format)}×`);
  return (
    <p className={styles.sentence}>
      <Rich
        id="weighing.sentence"
        values={{ own: write(own), reference: write(reference) }}
        components={{ 0: <b className="tabular" />, 1: <b className="tabular" /> }}
      />
    </p>
  );
});

/**
 * The median logit of the negatives, estimated from every n-th row so that at most 4,001 are
 * sorted.
 */
function medianNegative(logits: Float32Array, labels: Uint8Array): number | undefined {
  const stride = Math.max(1, Math.floor(logits.length / 2001));
  const negatives = new Float32Array(Math.ceil(logits.length / stride));
  let count = 0;
  for (let i = 0; i < logits.length; i += stride) if (labels[i] === 0) negatives[count++] = logits[i]!;
  return negatives.subarray(0, count).sort()[Math.floor(count / 2)];
}
