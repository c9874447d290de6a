import type { AnySettings, SettingTable, SettingValues } from "./setting";

/** A value per parameter of the model, or one number for all, while an update is written down. */
export interface Expression {
  plus(other: Expression): Expression;
  minus(other: Expression): Expression;
  times(other: Expression): Expression;
  over(other: Expression): Expression;
  /** 1 minus this. */
  rest(): Expression;
  sqrt(): Expression;
  abs(): Expression;
  /** NaN where either is. */
  max(other: Expression): Expression;
  /** max(0, this) */
  positivePart(): Expression;
  /** This where `condition` is not 0, `otherwise` where it is. */
  where(condition: Expression, otherwise: Expression): Expression;
}

/** What every update reads. */
interface Inputs {
  parameter: Expression;
  /** The objective's gradient, penalties included; weight decay too where it is coupled. */
  gradient: Expression;
  /** The parameter's learning rate. */
  rate: Expression;
  /** The parameter's weight decay. */
  decay: Expression;
}

type NumberKeys<Values> = { [Key in keyof Values]: Values[Key] extends number ? Key : never }[keyof Values];
type Expressions<Keys extends PropertyKey> = { readonly [Key in Keys]: Expression };
/** As many expressions as there are numbers: those of optional numbers are optional. */
type ExpressionsOf<Numbers> = { readonly [Key in keyof Numbers]: Expression };

/**
 * One optimiser of torch.optim. Everything else (the settings' schema and controls, the update on
 * every engine, its golden checks) is derived from this.
 */
export interface OptimizerDefinition<
  Name extends string,
  Table extends SettingTable,
  State extends Partial<Record<string, number>>,
  Scalars extends Record<string, number>,
> {
  /** torch.optim's class. */
  name: Name;
  /** torch's default. */
  learningRate: number;
  /** A rate at which it gets somewhere on the tutorial's data. */
  suggestedRate: number;
  weightDecay: {
    /** torch's default. */
    default: number;
    /** Added to the gradient before all else (g + decay · p); otherwise `update` applies it. */
    coupled: boolean;
  };
  settings: Table;
  /**
   * The vectors it keeps, one value per parameter of the model, with the number each starts from.
   * Which there are may depend on the settings.
   */
  state(settings: SettingValues<Table>): State;
  /** Numbers that depend on the step alone; the host computes them in float64 for every engine. */
  scalars?: {
    /** Their formulas in plain text, for whoever runs an exported training graph. */
    formulas: { readonly [Key in keyof Scalars]: string };
    /** At step `step`, counted from 1; `previous`: those of the step before, none at the first. */
    at(step: number, settings: SettingValues<Table>, previous: Readonly<Record<string, number>> | undefined): Scalars;
  };
  /**
   * One step: the new parameter and state from the old. May not combine scalars with nothing but
   * settings and other scalars: such a number is itself a scalar.
   */
  update(
    values: Inputs & Expressions<NumberKeys<SettingValues<Table>>> & ExpressionsOf<State> & ExpressionsOf<Scalars>,
    settings: SettingValues<Table>,
  ): { parameter: Expression } & ExpressionsOf<State>;
}

/** Any optimiser, for code that reads the list. */
export interface AnyOptimizer {
  readonly name: string;
  readonly learningRate: number;
  readonly suggestedRate: number;
  readonly weightDecay: { readonly default: number; readonly coupled: boolean };
  readonly settings: SettingTable;
  state(settings: AnySettings): Readonly<Record<string, number>>;
  readonly scalars?: {
    readonly formulas: Readonly<Record<string, string>>;
    at(
      step: number,
      settings: AnySettings,
      previous: Readonly<Record<string, number>> | undefined,
    ): Record<string, number>;
  };
  update(values: Readonly<Record<string, Expression>>, settings: AnySettings): Readonly<Record<string, Expression>>;
}

export function defineOptimizer<
  const Name extends string,
  Table extends SettingTable,
  State extends Partial<Record<string, number>>,
  Scalars extends Record<string, number> = Record<never, number>,
>(definition: OptimizerDefinition<Name, Table, State, Scalars>): OptimizerDefinition<Name, Table, State, Scalars> {
  return definition;
}
