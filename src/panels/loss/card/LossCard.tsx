import { type ReactElement, type ReactNode, useState } from "react";
import { SwitchRow } from "../../../controls";
import { useTranslate } from "../../../i18n";
import type { Citation, LossDefinition } from "../../../losses";
import { networkFit } from "../../../losses/networkFit";
import { lazyPart } from "../../../scheduling/lazyPart";
import { CardFormula } from "./CardFormula";
import { CodeForms } from "./CodeForms";
import styles from "./LossCard.module.css";
import { NoteText } from "./NoteText";
import { ParameterTable } from "./ParameterTable";
import { ReductionTable } from "./ReductionTable";
import { type CardLoss, useNote } from "./useCardLoss";

/** Includes the language's parser, so it is loaded on request. */
const PitfallList = lazyPart(() => import("../../pitfalls/PitfallList"), "PitfallList");

/** All information about one loss on one page. */
export function LossCard({ loss }: { loss: CardLoss }): ReactElement {
  const t = useTranslate();
  const note = useNote();
  const [numbers, setNumbers] = useState(false);
  const { definition } = loss;
  const { id, task, prediction, labels, accepts } = definition;
  const fit = networkFit(definition);
  return (
    <div className={styles.card}>
      <p className={styles.byline}>
        <span>{t(`task.${task}`)}</span>
        <TorchName definition={definition} />
        <Paper definition={definition} />
      </p>
      <Part heading={note("card.formula")} wide>
        <CardFormula loss={loss} numbers={numbers} />
        {hasNumbers(loss) && (
          <div className={styles.switch}>
            <SwitchRow label={note("card.numbers")} checked={numbers} onChange={setNumbers} />
          </div>
        )}
      </Part>
      <div className={styles.column} data-alone={loss.program === null}>
        <Part heading={note("card.when")}>
          <p>
            <NoteText text={note(`${id}.when`)} />
          </p>
        </Part>
        <Part heading={note("card.wrong")}>
          <p>
            <NoteText text={note(`${id}.wrong`)} />
          </p>
        </Part>
        <Part heading={note("card.takes")}>
          <p>
            <NoteText text={note(`kind.${accepts?.prediction ?? prediction}`)} />
          </p>
          <p>
            <NoteText text={note(`labels.${accepts?.labels ?? labels}`)} />
          </p>
          {accepts?.prediction !== undefined && (
            <p>
              <NoteText text={note("card.onPage")} />
            </p>
          )}
          {speaksOfPull(loss, note) && <p className={styles.quiet}>{note("card.pull")}</p>}
          {!fit.trains && <p className={styles.unfit}>{t(`fit.${fit.reason}`)}</p>}
        </Part>
      </div>
      {loss.program !== null && (
        <Part heading={note("card.reduction")}>
          <ReductionTable loss={loss} program={loss.program} />
        </Part>
      )}
      <Part heading={note("card.parameters")} wide>
        <ParameterTable loss={loss} />
      </Part>
      <Part heading={note("card.code")} wide>
        <CodeForms loss={loss} />
      </Part>
      <Part heading={note("card.pitfalls")} wide>
        <PitfallList lossId={id} />
      </Part>
    </div>
  );
}

/**
 * Whether the probe's numbers can be put into the formula: the probe is one sample with one output.
 * Losses of several columns have their own views.
 */
function hasNumbers({ definition, program }: CardLoss): boolean {
  return networkFit(definition).trains && program?.predictionColumns === 1 && program.targetColumns === 1;
}

/** Whether the loss's texts on the card use the word that `card.pull` explains. */
function speaksOfPull({ definition: { id }, defaults }: CardLoss, note: (key: string) => string): boolean {
  const keys = ["when", "wrong", ...Object.keys(defaults).map((name) => `parameter.${name}`)];
  return keys.some((key) => note(`${id}.${key}`).includes(note("card.pull.word")));
}

function Part({ heading, wide, children }: { heading: string; wide?: boolean; children: ReactNode }): ReactElement {
  return (
    <section className={styles.part} data-wide={wide}>
      <h3 className={styles.heading}>{heading}</h3>
      {children}
    </section>
  );
}

function TorchName({ definition: { torch } }: { definition: LossDefinition }): ReactElement | null {
  return torch === undefined ? null : (
    <code translate="no" className={styles.inlineCode}>
      {torch}
    </code>
  );
}

/** External links open in a new window, without a referrer. */
function Paper({ definition: { cite } }: { definition: LossDefinition }): ReactElement | null {
  if (cite === undefined) return null;
  const address = addressOf(cite);
  if (address === undefined) return <span>{cite.text}</span>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer external" className={styles.link}>
      {cite.text}
    </a>
  );
}

function addressOf({ doi, arxiv, url }: Citation): string | undefined {
  if (doi !== undefined) return `https://doi.org/${doi}`;
  return arxiv === undefined ? url : `https://arxiv.org/abs/${arxiv}`;
}
