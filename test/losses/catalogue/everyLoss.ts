/**
 * The losses that every check of the catalogue runs over: each loss, for each number of classes or
 * features that gives it a different program.
 */
import type { LossProgram, ParameterValue } from "../../../src/language";
import { programFits } from "../../../src/language";
import { compileDefinition, type LossDefinition, type LossSizes, losses, takesClasses } from "../../../src/losses";

export const everyLoss: readonly LossDefinition[] = losses;
/** The losses whose source is compiled; the others are modules behind `TensorLoss`. */
export const graphLosses = everyLoss.filter((loss) => loss.module === undefined);

export interface SizedLoss {
  /** `cross-entropy of 3 classes`. */
  readonly title: string;
  readonly loss: LossDefinition;
  readonly sizes: LossSizes;
}

const CLASSES = [2, 3, 5];
const FEATURES = [2, 3];

export const sizedLosses: readonly SizedLoss[] = graphLosses.flatMap((loss) => {
  const per = new Set(loss.inputs?.map((input) => input.per));
  if (takesClasses(loss) || per.has("class"))
    return CLASSES.map((classes) => ({
      title: `${loss.id} of ${classes} classes`,
      loss,
      sizes: { classes, features: 2 },
    }));
  if (per.has("feature"))
    return FEATURES.map((features) => ({
      title: `${loss.id} of ${features} features`,
      loss,
      sizes: { classes: 2, features },
    }));
  return [{ title: loss.id, loss, sizes: { classes: 2, features: 2 } }];
});

export type Parameters = Readonly<Record<string, ParameterValue>>;

/** Programs of one loss at any parameters: compiled again only if no earlier program fits. */
export function programsOf({ loss, sizes }: SizedLoss): (parameters: Parameters) => LossProgram {
  const programs: LossProgram[] = [];
  return (parameters) => {
    const known = programs.find((program) => programFits(program, parameters));
    if (known !== undefined) return known;
    const program = compileDefinition(loss, parameters, sizes);
    programs.push(program);
    return program;
  };
}
