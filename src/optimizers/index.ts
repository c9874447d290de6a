/** The only list of optimisers: a new one is a file, a line here, and its words in src/i18n. */
import { adadelta } from "./adadelta";
import { adagrad } from "./adagrad";
import { adam } from "./adam";
import { adamax } from "./adamax";
import { adamW } from "./adamW";
import { defaultsOf } from "./defaults";
import { nAdam } from "./nAdam";
import type { AnyOptimizer } from "./optimizer";
import { rAdam } from "./rAdam";
import { rmsProp } from "./rmsProp";
import type { CommonSettings } from "./rule";
import type { SettingTable, SettingValues } from "./setting";
import { sgd } from "./sgd";

export type { AnyOptimizer, Expression } from "./optimizer";
export { type CommonSettings, ruleOf } from "./rule";
export { type AnySettings, type NumberSetting, RATE_BOUNDS, type Setting } from "./setting";

const list = [sgd, adam, adamW, nAdam, rAdam, adamax, rmsProp, adagrad, adadelta] as const;

type Definition = (typeof list)[number];
type RuleOf<Any> = Any extends { name: infer Name; settings: infer Table extends SettingTable }
  ? { name: Name } & SettingValues<Table>
  : never;
type SettingsOf<Rule> = Rule extends OptimizerRule ? Rule & CommonSettings : never;

export type OptimizerName = Definition["name"];

/**
 * An optimiser and its own settings: fixed for a trainer's lifetime, shared by the models of a
 * fleet.
 */
export type OptimizerRule = RuleOf<Definition>;

/** An optimiser's rule with its rates. */
export type OptimizerSettings = SettingsOf<OptimizerRule>;

/** The names of all optimisers' own settings. */
export type SettingName = OptimizerRule extends infer Rule
  ? Exclude<Rule extends Rule ? keyof Rule : never, "name">
  : never;

/** The list with one common type, for code that treats all optimisers alike. */
export const optimizers = list as unknown as readonly (AnyOptimizer & { readonly name: OptimizerName })[];

export function optimizerNamed(name: OptimizerName): AnyOptimizer {
  return optimizers.find((optimizer) => optimizer.name === name)!;
}

/** torch.optim's defaults of one optimiser. */
export function optimizerDefaults<Name extends OptimizerName>(name: Name): Extract<OptimizerSettings, { name: Name }>;
export function optimizerDefaults(name: OptimizerName): unknown {
  return defaultsOf(optimizerNamed(name));
}

/**
 * The state vectors of an optimiser, one value per parameter of the model, each with its start
 * value.
 */
export function stateOf(rule: OptimizerRule): Readonly<Record<string, number>> {
  return optimizerNamed(rule.name).state(rule);
}
