/** A number among an optimiser's settings. */
export interface NumberSetting {
  type: "number";
  default: number;
  min: number;
  max: number;
  /** Which bounds are exclusive. */
  excludes?: "min" | "max";
  /** How a control moves: in steps of this size, or on a logarithmic scale down to this value. */
  step: number;
  scale?: "log";
  /** torch.optim's keyword argument and, if that is a list, the index in it. */
  torch: string | readonly [name: string, index: number];
}

export interface FlagSetting {
  type: "flag";
  default: boolean;
  torch: string;
  /** Whether torch accepts it together with the other settings; if absent, always. */
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

/** From 0 to below 1: the weight of the past in a moving average (at 1 it would never change). */
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
export const unitInterval = (value: number, torch: Torch): NumberSetting => ({
  type: "number",
  default: value,
  min: 0,
  max: 1,
  step: 0.05,
  torch,
});

/** Bounds of learning rates, decays and other factors of any size. */
export const RATE_BOUNDS = { min: 0, max: 1000 } as const;

/** 0 or more, of any size. */
export const rate = (value: number, torch: Torch): NumberSetting => ({
  type: "number",
  default: value,
  ...RATE_BOUNDS,
  step: 1e-5,
  scale: "log",
  torch,
});

/** Above 0: what keeps a divisor from being 0. */
export const epsilon = (value: number): NumberSetting => ({
  type: "number",
  default: value,
  ...RATE_BOUNDS,
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
