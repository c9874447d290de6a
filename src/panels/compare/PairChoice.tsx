import type { ReactElement } from "react";
import { InlineChoice } from "../../controls";
import { Rich, useTranslate } from "../../i18n";
import type { ComparisonModel, SlotModel } from "./comparisonModel";
import styles from "./PairChoice.module.css";
import { useCompareActions } from "./useCompare";

/** With more than two slots, selects the pair whose difference is shown. */
export function PairChoice({ model }: { model: ComparisonModel }): ReactElement {
  const t = useTranslate();
  const { choosePair } = useCompareActions();
  const { slots, first, second } = model;
  const choice = (of: SlotModel, label: string, choose: (key: number) => void) => (
    <InlineChoice
      label={label}
      choices={slots.map(({ letter }) => ({ value: letter, label: letter }))}
      value={of.letter}
      onChange={(letter) => choose(slots.find((slot) => slot.letter === letter)!.slot.key)}
    />
  );
  const [a, b] = [first.slot.key, second.slot.key];
  return (
    <span className={styles.pair}>
      <Rich
        id="compare.difference.pair"
        values={
          slots.length === 2
            ? { first: first.letter, second: second.letter }
            : {
                // Choosing one slot for both sides swaps the pair.
                second: choice(second, t("compare.difference.second"), (key) => choosePair(key === a ? b : a, key)),
                first: choice(first, t("compare.difference.first"), (key) => choosePair(key, key === b ? a : b)),
              }
        }
      />
    </span>
  );
}
