import { type ReactElement, useMemo } from "react";
import { useTranslate } from "../../i18n";
import { formulaLines, type LossProgram } from "../../language";
import type { LossDefinition } from "../../losses";
import { Formula } from "../loss/FormulaView";
import { formulaSymbols } from "../loss/formulaSymbols";
import { Tex } from "../shared/Tex";
import { useLossView } from "../shared/useLossView";
import { CodeBlock } from "./CodeBlock";
import styles from "./LossCard.module.css";
import type { CardLoss } from "./useCardLoss";

/** The formula, with the probe's numbers where they are asked for; of a loss that is no graph, its source. */
export function CardFormula({ loss, numbers }: { loss: CardLoss; numbers: boolean }): ReactElement {
  const view = useLossView();
  const { definition, program } = loss;
  if (view !== null && view.definition.id === definition.id) {
    return (
      <div className={styles.formula}>
        <Formula view={view} numbers={numbers} />
      </div>
    );
  }
  if (program !== null) return <Symbols definition={definition} program={program} />;
  return <CodeBlock code={definition.source.trimEnd()} label={definition.torch ?? definition.id} />;
}

function Symbols({ definition, program }: { definition: LossDefinition; program: LossProgram }): ReactElement {
  const t = useTranslate();
  const otherwise = t("formula.otherwise");
  const lines = useMemo(
    () => formulaLines(program.formula, { ...formulaSymbols(definition, program), otherwise }),
    [program, definition, otherwise],
  );
  return (
    <div className={styles.formula}>
      {lines.map(({ symbol, latex }) => (
        <Tex key={symbol} display={symbol === ""} latex={`${symbol === "" ? "L" : symbol} = ${latex}`} />
      ))}
    </div>
  );
}
