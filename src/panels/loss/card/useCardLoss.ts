import { createContext, useContext, useMemo } from "react";
import { type LossNotes, type NoteKey, useFormat } from "../../../i18n";
import { type LossProgram, type ParameterValue, programFits } from "../../../language";
import { writtenParameters } from "../../../language/python/defaults";
import type { CatalogueLoss } from "../../../losses";
import { completeParameters } from "../../../losses/parameterValues";
import { useApp } from "../../hooks/useApp";
import { useDefinition } from "../../hooks/useDefinition";

/** The card's loss with the current values of its parameters. */
export interface CardLoss {
  definition: CatalogueLoss;
  /** Null while the source is compiled, and for losses that are not a graph. */
  program: LossProgram | null;
  defaults: Readonly<Record<string, ParameterValue>>;
  values: Readonly<Record<string, ParameterValue>>;
}

export function useCardLoss(): CardLoss {
  const definition = useDefinition();
  const parameters = useApp((state) => state.experiment.loss.parameters);
  const read = useApp((state) => state.loss);
  return useMemo(() => {
    const written = writtenParameters(definition.source);
    const values = completeParameters(written, parameters);
    const program = read?.definition === definition ? read.program : null;
    const isRead = program !== null && programFits(program, values);
    return { definition, program: isRead ? program : null, defaults: completeParameters(written, {}), values };
  }, [definition, parameters, read]);
}

/** The notes. The card is not rendered before they are loaded. */
export const NotesContext = createContext<LossNotes | null>(null);

/** The text of one of the card's keys, or of a loss's. */
export function useNote(): (key: NoteKey | (string & {})) => string {
  const notes = useContext(NotesContext);
  return (key) => notes?.[key] ?? "";
}

/** A value as text: numbers in the page's locale, everything else in Python's notation. */
export function useValueText(): (value: ParameterValue | undefined) => string {
  const format = useFormat();
  return (value) => {
    if (value === undefined) return "–";
    if (value === null) return "None";
    if (typeof value === "number") return format.significant(value, 6);
    if (typeof value === "boolean") return value ? "True" : "False";
    if (typeof value === "string") return JSON.stringify(value);
    return `(${value.map((entry) => format.significant(entry, 6)).join(", ")})`;
  };
}
