import { type ReactElement, useEffect, useRef } from "react";
import { Button } from "../../controls";
import { Rich, useFormat, useTranslate } from "../../i18n";
import type { ClassLoss } from "./classLoss";
import styles from "./View.module.css";
import { WorkedSteps } from "./WorkedSteps";
import { logSoftmax } from "./workedSoftmax";

/**
 * The tutorial's two samples: on the first the network is confident and correct, on the second it
 * is undecided.
 */
const samples = [
  { logits: [10, 0, -10], trueClass: 0 },
  { logits: [8, 8, 8], trueClass: 2 },
] as const;

export interface TutorialExampleProps {
  /** Returns the loss for one true class. */
  lossOf: (trueClass: number) => ClassLoss;
  onShow: (logits: readonly number[], trueClass: number) => void;
}

/**
 * The tutorial's example computed twice: by log-softmax and negative log-likelihood, step by step,
 * and by the loss on screen.
 */
export function TutorialExample({ lossOf, onShow }: TutorialExampleProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const ref = useRef<HTMLDivElement>(null);
  // It opens below the triangle, which fills most screens.
  useEffect(() => {
    // Not returned: in some browsers it is a promise, and React would call it at the end.
    ref.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const worked = samples.map(({ logits, trueClass }) => ({
    logits,
    trueClass,
    picked: -logSoftmax(logits)[trueClass]!,
    own: lossOf(trueClass).at(logits).value,
  }));
  const mean = (of: "picked" | "own") => worked.reduce((sum, sample) => sum + sample[of], 0) / worked.length;
  const [picked, own] = [format.fixed(mean("picked"), 4), format.fixed(mean("own"), 4)];
  return (
    <div ref={ref} className={styles.example}>
      <div className={styles.examples}>
        {worked.map(({ logits, trueClass }) => {
          const name = t("view.simplex.sample", { logits: logits.map((z) => format.integer(z)).join(", "), trueClass });
          return (
            <WorkedSteps
              key={trueClass}
              caption={
                <Button look="text" onClick={() => onShow(logits, trueClass)} title={t("view.simplex.show")}>
                  {name}
                </Button>
              }
              logits={logits}
              trueClasses={new Set([trueClass])}
              picks
            />
          );
        })}
      </div>
      <p className={styles.note}>
        <Rich
          id={picked === own ? "view.simplex.sameMean" : "view.simplex.otherMean"}
          values={{
            first: format.fixed(worked[0]!.picked, 4),
            second: format.fixed(worked[1]!.picked, 4),
            ownFirst: format.fixed(worked[0]!.own, 4),
            ownSecond: format.fixed(worked[1]!.own, 4),
            picked,
            own,
          }}
          components={{ 0: <b className="tabular" />, 1: <b className="tabular" /> }}
        />
      </p>
    </div>
  );
}
