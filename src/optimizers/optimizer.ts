import type { AnySettings, SettingTable, SettingValues } from "./setting";

/** A value in an update's formula: one per parameter of the model, or one number for all. */
export interface Expression {
  plus(other: Expression): Expression;
  minus(other: Expression): Expression;
  times(other: Expression): Expression;
  over(other: Expression): Expression;
  /** 1 minus this. */
  rest(): Expression;
  sqrt(): Expression;
  abs(): Expression;
  /** −1, 0 or 1. */
  sign(): Expression;
  /** NaN if either is NaN. */
  max(other: Expression): Expression;
  min(other: Expression): Expression;
  /** max(0, this) */
  positivePart(): Expression;
  /** This value where `condition` is not 0, `otherwise` where it is 0. */
  where(condition: Expression, otherwise: Expression): Expression;
}

/** The values that every update can read. */
interface Inputs {
  parameter: Expression;
  /** The objective's gradient, including penalties, and weight decay if it is coupled. */
  gradient: Expression;
  /** The parameter's learning rate. */
  rate: Expression;
  /** The parameter's weight decay. */
  decay: Expression;
}

type NumberKeys<Values> = { [Key in keyof Values]: Values[Key] extends number ? Key : never }[keyof Values];
type Expressions<Keys extends PropertyKey> = { readonly [Key in Keys]: Expression };
/** The same keys as `Numbers`, each with an Expression; optional keys stay optional. */
type ExpressionsOf<Numbers> = { readonly [Key in keyof Numbers]: Expression };

/**
 * An optimiser of torch.optim. Everything else (the settings' schema and controls, the update on
 * every engine, its golden checks) is derived from this definition.
 */
export interface OptimizerDefinition<
  Name extends string,
  Table extends SettingTable,
  State extends Partial<Record<string, number>>,
  Scalars extends Record<string, number>,
> {
  /** The name of its class in torch.optim. */
  name: Name;
  /** torch's default. */
  learningRate: number;
  /** A learning rate that makes progress on the tutorial's data. */
  suggestedRate: number;
  weightDecay: {
    /** torch's default. */
    default: number;
    /**
     * Whether weight decay is added to the gradient before everything else (g + decay · p). If not,
     * `update` applies it.
     */
    coupled: boolean;
  };
  settings: Table;
  /**
   * The state vectors, one value per parameter of the model, each with its start value. They may
   * depend on the settings.
   */
  state(settings: SettingValues<Table>): State;
  /** Numbers that depend only on the step; the host computes them in float64 for every engine. */
  scalars?: {
    /** Their formulas in plain text, for users of an exported training graph. */
    formula: string;
    /**
     * The numbers of step `step`, counted from 1. `previous`: those of the step before; undefined
     * for the first.
     */
    at(step: number, settings: SettingValues<Table>, previous: Readonly<Record<string, number>> | undefined): Scalars;
  };
  /**
   * One step: the new parameter and state from the old ones. It must not combine scalars only with
   * settings and other scalars: make such a number a scalar too.
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
    readonly formula: string;
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
