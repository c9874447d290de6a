/** The settings of every optimiser. */
export interface CommonSettings {
  learningRate: number;
  weightDecay: number;
  /** Whether weight decay applies to `all` parameters, biases included, or only to weights. */
  weightDecayScope: "all" | "weights";
}

type WithoutRates<Settings> = Settings extends CommonSettings ? Omit<Settings, keyof CommonSettings> : never;

/** The optimiser without its rates. */
export function ruleOf<Settings extends CommonSettings>({
  learningRate,
  weightDecay,
  weightDecayScope,
  ...rule
}: Settings): WithoutRates<Settings> {
  return rule as unknown as WithoutRates<Settings>;
}
