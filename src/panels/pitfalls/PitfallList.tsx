import type { ReactElement } from "react";
import { Disclosure } from "../../controls/Disclosure";
import type { LossId } from "../../losses";
import { useNote } from "../loss/card/useCardLoss";
import { pitfalls } from ".";
import { PitfallCard } from "./PitfallCard";
import styles from "./PitfallCard.module.css";

/** The loss's pitfalls, opened, and an index of all others. */
export function PitfallList({ lossId }: { lossId: LossId }): ReactElement {
  const note = useNote();
  const own = pitfalls.filter(({ concerns }) => concerns.includes(lossId));
  const others = pitfalls.filter(({ concerns }) => !concerns.includes(lossId));
  return (
    <div className={styles.list}>
      {own.map((pitfall) => (
        <PitfallCard key={pitfall.id} pitfall={pitfall} />
      ))}
      {others.length > 0 && (
        <Disclosure summary={note("card.pitfalls.others")}>
          <div className={styles.list}>
            {others.map((pitfall) => (
              <PitfallCard key={pitfall.id} pitfall={pitfall} />
            ))}
          </div>
        </Disclosure>
      )}
    </div>
  );
}
