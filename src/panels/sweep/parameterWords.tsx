import type { ReactElement } from "react";
import {
  axisValues,
  dataParameter,
  lossParameterName,
  parameterRange,
  type SweepAxis,
  type SweepParameter,
} from "../../experiment/sweep";
import { type NumberFormats, type Translate, useFormat, useTranslate } from "../../i18n";
import type { LossDefinition } from "../../losses";
import { datasetFieldWord } from "../format/datasetWords";
import { parameterName } from "../format/parameterName";
import { plainSymbol } from "../format/plainSymbol";
import { Tex } from "../parts/Tex";

/** The names of a swept parameter on screen. */
export interface ParameterWords {
  /** Its symbol, or its name if it has no symbol: "α", "learning rate". */
  short: string;
  /** Symbol and name: "α balance". */
  full: string;
  /** `full` with the symbol typeset. */
  shown: ReactElement;
  /** `short` typeset. */
  shownShort: ReactElement;
}

type PlainParameter = Exclude<SweepParameter, `loss.${string}` | `data.${string}`>;
type Definition = Pick<LossDefinition, "id" | "sliders">;

export function parameterWords(t: Translate, parameter: SweepParameter, definition: Definition): ParameterWords {
  const own = lossParameterName(parameter);
  if (own === null) {
    const data = dataParameter(parameter);
    const name = data === null ? t(`sweep.parameter.${parameter as PlainParameter}`) : t(datasetFieldWord(data));
    return { short: name, full: name, shown: <span>{name}</span>, shownShort: <span>{name}</span> };
  }
  const latex = definition.sliders[own]!.symbol;
  const short = plainSymbol(latex);
  const name = parameterName(t, definition, own);
  const symbol = <Tex latex={latex} />;
  return {
    short,
    full: `${short} ${name}`,
    shown: (
      <>
        {symbol} <span>{name}</span>
      </>
    ),
    shownShort: symbol,
  };
}

/**
 * Formats the values of an axis: with the same number of decimals, or on a logarithmic axis with as
 * few significant digits as distinguish them.
 */
export function axisTexts(
  axis: SweepAxis,
  definition: Pick<LossDefinition, "sliders">,
  format: NumberFormats,
): string[] {
  const { whole } = parameterRange(axis.parameter, definition);
  const values = axisValues(axis, whole);
  if (whole) return values.map(format.integer);
  if (axis.spacing === "log") return distinctTexts(values, format);
  const decimals = decimalsOf(values);
  if (decimals === null) return distinctTexts(values, format);
  // A scale that ends at 1 omits leading zeros, as shares do everywhere on the page.
  const write = axis.to <= 1 ? format.bare : format.fixed;
  return values.map((value) => write(value, decimals));
}

const MAX_DIGITS = 6;

/** The fewest significant digits that distinguish the values, at least two. */
function distinctTexts(values: readonly number[], format: NumberFormats): string[] {
  for (let digits = 2; ; digits++) {
    const texts = values.map((value) => withoutZero(format.significant(value, digits)));
    if (digits === MAX_DIGITS || new Set(texts).size === texts.length) return texts;
  }
}

const EXACT_DECIMALS = 3;
const MAX_DECIMALS = 6;

/**
 * The number of decimals for the values: the fewest that write all of them exactly, or, if that
 * takes more than EXACT_DECIMALS, the fewest with an error below a twentieth of a step. Null if
 * even MAX_DECIMALS would not do.
 */
function decimalsOf(values: readonly number[]): number | null {
  const step = Math.abs(values[1]! - values[0]!);
  const exact = (decimals: number) =>
    values.every((value) => Math.abs(Number(value.toFixed(decimals)) - value) < 1e-6 * step);
  for (let decimals = 0; decimals <= EXACT_DECIMALS; decimals++) if (exact(decimals)) return decimals;
  for (let decimals = 0; decimals <= MAX_DECIMALS; decimals++) if (10 ** -decimals < step / 20) return decimals;
  return null;
}

const withoutZero = (text: string) => text.replace(/^0(?=\.)/, "");

/** A value in at most three significant digits: ".75", ".001". */
export function valueText(value: number, format: NumberFormats): string {
  return withoutZero(format.significant(value, 3));
}

/** Names and formatted values of both axes of a sweep. */
export interface AxisWords {
  words: ParameterWords;
  texts: string[];
}

export function useAxisWords() {
  const t = useTranslate();
  const format = useFormat();
  return (axis: SweepAxis, definition: Definition): AxisWords => ({
    words: parameterWords(t, axis.parameter, definition),
    texts: axisTexts(axis, definition, format),
  });
}
