import { memo, type ReactElement, useMemo } from "react";
import { Disclosure } from "../../../controls/Disclosure";
import { type NumberFormats, Rich, useFormat, useTranslate, withLaterTexts } from "../../../i18n";
import type { LossProgram } from "../../../language";
import { formulaLines, type FormulaLine as NamedFormula } from "../../../language/latex/formulaLines";
import { formulaWithNumbers } from "../../../language/latex/formulaWithNumbers";
import type { CatalogueLoss, LossDefinition } from "../../../losses";
import { lazyPart } from "../../../scheduling/lazyPart";
import { useWhenIdle } from "../../../scheduling/useWhenIdle";
import type { ProbePoint } from "../../../store/probe";
import { probabilityOf } from "../../format/probability";
import { useApp } from "../../hooks/useApp";
import { type LossView, useLossView } from "../../hooks/useLossView";
import { useProbe } from "../../hooks/useProbe";
import { Tex } from "../../parts/Tex";
import { FormulaLine } from "./FormulaLine";
import styles from "./FormulaView.module.css";
import { formulaSymbols } from "./formulaSymbols";

const BatchFormulaNote = lazyPart(() => withLaterTexts(import("./BatchFormulaNote")), "BatchFormulaNote");

/**
 * The formula in symbols, and below it with the probe's numbers. Empty for a loss that is not a
 * graph; its source is shown below.
 */
export function FormulaView(): ReactElement {
  const read = useApp((state) => state.loss);
  const view = useLossView();
  const program = read?.program ?? null;
  return (
    <div className={styles.formula}>
      {read !== null && program !== null && (
        <Formula definition={read.definition} program={program} view={view} numbers foldsNames />
      )}
    </div>
  );
}

export interface FormulaProps {
  definition: CatalogueLoss;
  program: LossProgram;
  /** The loss at the probe, for the line with numbers; null if it has no value there. */
  view: LossView | null;
  /** Whether the line with the probe's numbers is shown. */
  numbers: boolean;
  /** Whether the formulas of the symbols in it are shown only on demand. */
  foldsNames?: boolean;
}

export function Formula({ definition, program, view, numbers, foldsNames = false }: FormulaProps): ReactElement {
  const t = useTranslate();
  const otherwise = t("formula.otherwise");
  const lines = useMemo(
    () => formulaLines(program.formula, { ...formulaSymbols(definition, program), otherwise }),
    [program, definition, otherwise],
  );
  const [loss, ...names] = lines as [NamedFormula, ...NamedFormula[]];
  return (
    <>
      <FormulaLine label={t("formula.name")} className={styles.loss}>
        <Tex display latex={`L = ${loss.latex}`} />
      </FormulaLine>
      {numbers && view !== null && <Numbers definition={definition} view={view} otherwise={otherwise} />}
      {names.length > 0 && foldsNames && (
        <Disclosure
          summary={
            <Rich
              id="formula.where"
              values={{ symbols: <Tex latex={names.map(({ symbol }) => symbol).join(",\\;\\allowbreak ")} /> }}
            />
          }
        >
          <Names lines={names} />
        </Disclosure>
      )}
      {names.length > 0 && !foldsNames && <Names lines={names} />}
    </>
  );
}

function Names({ lines }: { lines: readonly NamedFormula[] }): ReactElement {
  const t = useTranslate();
  return (
    <FormulaLine label={t("formula.name")} className={styles.names}>
      {lines.map((line) => (
        <Tex key={line.symbol} latex={`${line.symbol} = ${line.latex}`} />
      ))}
    </FormulaLine>
  );
}

interface NumbersProps {
  definition: CatalogueLoss;
  view: LossView;
  otherwise: string;
}

/**
 * The line with the probe's numbers. Typesetting takes longer than drawing all curves, so it has
 * low priority: it delays neither a moving slider nor the trained network.
 */
function Numbers({ definition, view, otherwise }: NumbersProps): ReactElement | null {
  const { point } = useProbe("curves");
  const now = useMemo(() => (point === undefined ? null : { view, point }), [view, point]);
  const shown = useWhenIdle(now, (one) => one?.view.definition);
  if (!hasOnePrediction(view)) return null;
  if (isOfBatch(definition)) return <BatchFormulaNote />;
  if (shown === null || shown.view.definition.id !== definition.id) return <div className={styles.waitingNumbers} />;
  return <NumbersAtProbe {...shown} otherwise={otherwise} />;
}

/** Losses whose formula the probe can be substituted into: one prediction and one label. */
function hasOnePrediction({ read: { program } }: LossView): boolean {
  return program.predictionColumns === 1 && program.targetColumns === 1;
}

/** Losses that are one number of a whole batch: with one sample their formula says nothing. */
function isOfBatch({ view }: LossDefinition): boolean {
  return view === "batch";
}

interface NumbersAtProbeProps {
  view: LossView;
  point: ProbePoint;
  otherwise: string;
}

const NumbersAtProbe = memo(({ view, point, otherwise }: NumbersAtProbeProps): ReactElement => {
  const t = useTranslate();
  const format = useFormat();
  const { definition, read, loss, parameters } = view;
  const probability = probabilityOf(point.logit);
  const given = point.label === 1 ? probability : 1 - probability;
  const target = point.label === 1 ? 1 : definition.labels === "zero-one" ? 0 : -1;
  const value = loss.at(Float64Array.of(point.logit), point.label, parameters).value[0]!;
  const numbers = formulaWithNumbers(read.program.formula, {
    prediction: definition.prediction === "probability" ? probability : point.logit,
    target,
    parameters,
    otherwise,
    format: (number) => latexNumber(format, number),
  });
  return (
    <>
      <FormulaLine label={t("formula.name")} className={styles.numbers}>
        <Tex display latex={`\\phantom{L} = ${numbers} = \\mathbf{${latexNumber(format, value)}}`} />
      </FormulaLine>
      <p className={styles.caption}>
        <Rich
          id={point.label === 1 ? "formula.atPositive" : "formula.atNegative"}
          values={{ probability: format.fixed(given, 2) }}
          components={{ 0: <PtSymbol /> }}
        />
      </p>
    </>
  );
});

function PtSymbol(): ReactElement {
  return (
    <i className="math" translate="no">
      p<sub>t</sub>
    </i>
  );
}

/** Three significant digits, enough to check the calculation mentally. */
function latexNumber(format: NumberFormats, value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "\\mathrm{NaN}" : value > 0 ? "\\infty" : "-\\infty";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) {
    const [mantissa, exponent] = value.toExponential(1).split("e");
    return `${mantissa}\\cdot 10^{${Number(exponent)}}`;
  }
  const decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return format.decimal(value, decimals).replace("−", "-").replaceAll(",", "{,}");
}
