import { type ReactElement, useMemo } from "react";
import { useFormat } from "../../../i18n";
import { createEvaluator, type LossProgram, numericParameters, type ParameterValue } from "../../../language";
import type { LossDefinition } from "../../../losses";
import { EXAMPLE_SAMPLES, exampleBatch } from "../../../losses/exampleBatch";
import styles from "./LossCard.module.css";
import { NoteText } from "./NoteText";
import { type CardLoss, useNote } from "./useCardLoss";

/**
 * The effect of the reduction on four samples: the loss of each, their sum and their mean, computed
 * by the loss itself.
 */
export function ReductionTable({ loss, program }: { loss: CardLoss; program: LossProgram }): ReactElement {
  const note = useNote();
  const { definition, values } = loss;
  const reduced = useMemo(() => reduceExample(definition, program, values), [definition, program, values]);
  return (
    <>
      <p>
        <NoteText text={note(`${definition.id}.reduction`) || note(usualText(reduced, program))} />
      </p>
      <ReducedSamples reduced={reduced} reduction={values.reduction} />
    </>
  );
}

function usualText({ perSample }: ReducedExample, { weighted }: LossProgram) {
  if (perSample === undefined) return "card.reduction.batchText";
  return weighted ? "card.reduction.weightedText" : "card.reduction.text";
}

interface ReducedExample {
  /** Inputs of each sample, and its label. */
  given: readonly (readonly number[])[];
  labels: readonly (readonly number[])[];
  /** Undefined if the loss is not a sum over samples. */
  perSample: readonly number[] | undefined;
  /** The divisor of the mean: the number of samples, or the sum of their weights. */
  divisor: number;
  mean: number;
}

function reduceExample(
  definition: LossDefinition,
  program: LossProgram,
  values: Readonly<Record<string, ParameterValue>>,
): ReducedExample {
  const { predictions, targets } = exampleBatch(definition, program);
  const result = createEvaluator(program.batch, Float64Array).evaluate({
    predictions,
    targets,
    count: EXAMPLE_SAMPLES,
    parameters: numericParameters(program, values),
  });
  const rows = (columns: readonly Float64Array[]) =>
    Array.from({ length: EXAMPLE_SAMPLES }, (_, i) => columns.map((column) => column[i]!));
  const own = result.perSample;
  const perSample = own === undefined || typeof own === "number" ? undefined : Array.from(own);
  const divisor = typeof result.divisor === "number" ? result.divisor : EXAMPLE_SAMPLES;
  const sum = perSample?.reduce((total, value) => total + value, 0);
  return {
    given: rows(predictions),
    labels: rows(targets),
    perSample,
    divisor,
    mean: sum === undefined ? (result.objective as number) : sum / divisor,
  };
}

/** `reduction` is the value of the loss's parameter of this name, if it has one. */
function ReducedSamples({ reduced, reduction }: { reduced: ReducedExample; reduction: unknown }): ReactElement {
  const note = useNote();
  const format = useFormat();
  const { given, labels, perSample, divisor, mean } = reduced;
  const number = (value: number) => (Number.isFinite(value) ? format.significant(value, 3) : `${value}`);
  const row = (values: readonly number[]) =>
    values.length === 1 ? number(values[0]!) : `(${values.map(number).join(", ")})`;
  const withLabels = (labels[0] ?? []).length > 0;
  const columns = withLabels ? 2 : 1;
  const sum = perSample?.reduce((total, value) => total + value, 0);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{note("card.reduction.given")}</th>
          {withLabels && <th scope="col">{note("card.reduction.label")}</th>}
          {perSample !== undefined && (
            <th scope="col">
              <NoteText text={note("card.reduction.none")} />
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {given.map((values, i) => (
          <tr key={i}>
            <td className={styles.number}>{row(values)}</td>
            {withLabels && <td className={styles.number}>{row(labels[i]!)}</td>}
            {perSample !== undefined && <td className={styles.number}>{number(perSample[i]!)}</td>}
          </tr>
        ))}
      </tbody>
      <tfoot>
        {sum !== undefined && (
          <tr>
            <th scope="row" colSpan={columns}>
              <NoteText text={note("card.reduction.sum")} />
            </th>
            <td className={styles.number}>{number(sum)}</td>
          </tr>
        )}
        {reduction !== "sum" && (
          <tr>
            <th scope="row" colSpan={sum === undefined ? Math.max(1, columns - 1) : columns}>
              {sum === undefined ? (
                note("card.reduction.batch")
              ) : (
                <>
                  <NoteText text={typeof reduction === "string" ? `\`${reduction}\`` : note("card.reduction.mean")} />
                  <span className={styles.division}>{` = ${number(sum)} / ${number(divisor)}`}</span>
                </>
              )}
            </th>
            <td className={styles.now}>{number(mean)}</td>
          </tr>
        )}
      </tfoot>
    </table>
  );
}
