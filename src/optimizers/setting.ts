/** A number that an optimiser can be set to. */
export interface NumberSetting {
  type: "number";
  default: number;
  min: number;
  max: number;
  /** The bounds that the number itself may not take. */
  excludes?: "min" | "max";
  /** How a control moves: by steps of this size, or along a logarithmic scale down to it. */
  step: number;
  scale?: "log";
  /** torch.optim's keyword argument and, where that is a list, the place in it. */
  torch: string | readonly [name: string, index: number];
}

export interface FlagSetting {
  type: "flag";
  default: boolean;
  torch: string;
  /** Whether torch takes it beside the other settings; always, where absent. */
  available?: (settings: AnySettings) => boolean;
}

/** The settings of any optimiser. */
export type AnySettings = Readonly<Record<string, string | number | boolean>>;

export type Setting = NumberSetting | FlagSetting;
export type SettingTable = Readonly<Record<string, Setting>>;

export type SettingValues<Table extends SettingTable> = {
  -readonly [Key in keyof Table]: Table[Key] extends FlagSetting ? boolean : number;
};

type Torch = NumberSetting["torch"];

/** 0 to below 1: the weight of the past in a moving average, which at 1 would never change. */
export const fraction = (value: number, torch: Torch, step = 0.01): NumberSetting => ({
  type: "number",
  default: value,
  min: 0,
  max: 1,
  excludes: "max",
  step,
  torch,
});

/** 0 to 1. */
export const share = (value: number, torch: Torch): NumberSetting => ({
  type: "number",
  default: value,
  min: 0,
  max: 1,
  step: 0.05,
  torch,
});

/** Bounds of learning rates, decays and other factors of any size. */
export const RATE = { min: 0, max: 1000 } as const;

/** 0 or more, of any size. */
export const rate = (value: number, torch: Torch): NumberSetting => ({
  type: "number",
  default: value,
  ...RATE,
  step: 1e-5,
  scale: "log",
  torch,
});

/** Above 0: what keeps a divisor from being 0. */
export const epsilon = (value: number): NumberSetting => ({
  type: "number",
  default: value,
  ...RATE,
  excludes: "min",
  step: 1e-12,
  scale: "log",
  torch: "eps",
});

export const flag = (torch: string, available?: FlagSetting["available"]): FlagSetting => ({
  type: "flag",
  default: false,
  torch,
  ...(available && { available }),
});
