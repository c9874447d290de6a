import type { ReactElement } from "react";
import { InlineChoice, InlineNumber, SegmentedToggle, SwitchRow } from "../../controls";
import { optimizerDefaults } from "../../experiment/defaults";
import type { OptimizerName, OptimizerSettings as Values } from "../../experiment/experiment";
import { limits } from "../../experiment/limits";
import { useTranslate } from "../../i18n";
import { useActions, useApp } from "../hooks/useApp";
import { Setting, Settings } from "./Settings";
import { suggestedRate } from "./suggestedRate";
import { useFieldControl, useSetField, withField } from "./useSetField";

const optimizers: readonly OptimizerName[] = ["SGD", "Adam", "AdamW", "RMSprop", "Adagrad"];

type NumberField =
  | "momentum"
  | "dampening"
  | "beta1"
  | "beta2"
  | "epsilon"
  | "smoothing"
  | "rateDecay"
  | "initialAccumulator";
type FlagField = "nesterov" | "amsgrad" | "centered";

/** Which of torch's hyper-parameters each optimiser reads, besides rate and weight decay. */
const numbers: Readonly<Record<OptimizerName, readonly NumberField[]>> = {
  SGD: ["momentum", "dampening"],
  Adam: ["beta1", "beta2", "epsilon"],
  AdamW: ["beta1", "beta2", "epsilon"],
  RMSprop: ["smoothing", "epsilon", "momentum"],
  Adagrad: ["rateDecay", "initialAccumulator", "epsilon"],
};
const flags: Readonly<Record<OptimizerName, readonly FlagField[]>> = {
  SGD: ["nesterov"],
  Adam: ["amsgrad"],
  AdamW: ["amsgrad"],
  RMSprop: ["centered"],
  Adagrad: [],
};
/** Below 1: averages of the past would never forget. */
const share = { min: 0, max: 0.9999, step: 0.01 };
const ranges: Readonly<Record<NumberField, { min: number; max: number; step: number; scale?: "log" }>> = {
  momentum: share,
  dampening: { min: 0, max: 1, step: 0.05 },
  beta1: share,
  beta2: { ...share, step: 0.001 },
  smoothing: share,
  epsilon: { min: 1e-12, max: limits.epsilon.max, step: 1e-12, scale: "log" },
  rateDecay: { ...limits.rate, step: 1e-5, scale: "log" },
  initialAccumulator: { ...limits.rate, step: 1e-5, scale: "log" },
};

/** The optimiser's own hyper-parameters under torch's names, and weight decay. */
export function OptimizerSettings(): ReactElement {
  const t = useTranslate();
  const optimizer = useApp((state) => state.experiment.optimizer);
  const { changeExperiment } = useActions();
  const edit = useSetField();
  const moves = useFieldControl();
  const standard = optimizerDefaults(optimizer.name);
  // Nesterov's rule needs momentum and no dampening, in torch as here.
  const nesterovFits = optimizer.momentum > 0 && optimizer.dampening === 0;
  return (
    <Settings note={t(optimizer.name === "AdamW" ? "optimizer.decoupled" : "optimizer.coupled")}>
      <Setting name={t("optimizer.name")}>
        <InlineChoice<OptimizerName>
          label={t("optimizer.name")}
          choices={optimizers.map((value) => ({ value, label: value }))}
          value={optimizer.name}
          onChange={(name) =>
            changeExperiment((old) => ({
              ...old,
              optimizer: {
                ...optimizerDefaults(name),
                learningRate: suggestedRate(name),
                weightDecayScope: old.optimizer.weightDecayScope,
              },
            }))
          }
        />
      </Setting>
      {numbers[optimizer.name].map((field) => (
        <Setting key={field} name={t(`optimizer.${field}`)}>
          <InlineNumber
            label={t(`optimizer.${field}`)}
            value={optimizer[field]}
            defaultValue={standard[field]}
            {...ranges[field]}
            {...moves((value: number) => withField("optimizer", { [field]: value, ...withoutNesterov(field, value) }))}
          />
        </Setting>
      ))}
      {flags[optimizer.name].map((field) => (
        <SwitchRow
          key={field}
          label={t(`optimizer.${field}`)}
          checked={optimizer[field]}
          disabled={field === "nesterov" && !nesterovFits}
          onChange={(value) => edit("optimizer", { [field]: value })}
        />
      ))}
      <Setting name={t("optimizer.weightDecay")}>
        <InlineNumber
          label={t("optimizer.weightDecay")}
          value={optimizer.weightDecay}
          defaultValue={standard.weightDecay}
          step={1e-6}
          scale="log"
          {...limits.rate}
          {...moves((weightDecay: number) => withField("optimizer", { weightDecay }))}
        />
      </Setting>
      <SegmentedToggle<Values["weightDecayScope"]>
        label={t("optimizer.scope")}
        choices={[
          { value: "all", label: t("optimizer.scopeAll") },
          { value: "weights", label: t("optimizer.scopeWeights") },
        ]}
        value={optimizer.weightDecayScope}
        onChange={(weightDecayScope) => edit("optimizer", { weightDecayScope })}
      />
    </Settings>
  );
}

function withoutNesterov(field: NumberField, value: number): { nesterov?: false } {
  const breaks = (field === "momentum" && value === 0) || (field === "dampening" && value !== 0);
  return breaks ? { nesterov: false } : {};
}
