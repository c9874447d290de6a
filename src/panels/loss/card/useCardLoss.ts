import { createContext, useContext, useMemo } from "react";
import { type LossNotes, type NoteKey, useFormat } from "../../../i18n";
import { type LossProgram, type ParameterValue, programFits } from "../../../language";
import { writtenParameters } from "../../../language/python/defaults";
import type { CatalogueLoss } from "../../../losses";
import { presentParameters } from "../../../losses/parameterValues";
import { useApp } from "../../hooks/useApp";
import { useDefinition } from "../../hooks/useDefinition";

/** The loss that the card is about, with the values its parameters have now. */
export interface CardLoss {
  definition: CatalogueLoss;
  /** Null while the source is being read, and for losses that are no graph. */
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
    const values = presentParameters(written, parameters);
    const program = read?.definition === definition ? read.program : null;
    const isRead = program !== null && programFits(program, values);
    return { definition, program: isRead ? program : null, defaults: presentParameters(written, {}), values };
  }, [definition, parameters, read]);
}

/** The notes, which the card waits for before it draws anything. */
export const NotesContext = createContext<LossNotes | null>(null);

/** The text of a key of the card's own, or of a loss. */
export function useNote(): (key: NoteKey | (string & {})) => string {
  const notes = useContext(NotesContext);
  return (key) => notes?.[key] ?? "";
}

/** A value as the reader reads it: numbers in the reader's way, everything else as Python writes it. */
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
