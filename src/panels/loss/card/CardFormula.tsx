import type { ReactElement } from "react";
import { useLossView } from "../../hooks/useLossView";
import { Formula } from "../panel/FormulaView";
import { CodeBlock } from "./CodeBlock";
import styles from "./LossCard.module.css";
import type { CardLoss } from "./useCardLoss";

/** The formula, with the probe's numbers on request; the source if the loss is not a graph. */
export function CardFormula({ loss, numbers }: { loss: CardLoss; numbers: boolean }): ReactElement {
  const view = useLossView();
  const { definition, program } = loss;
  if (program === null)
    return <CodeBlock code={definition.source.trimEnd()} label={definition.torch ?? definition.id} />;
  return (
    <div className={styles.formula}>
      <Formula definition={definition} program={program} view={view} numbers={numbers} />
    </div>
  );
}
