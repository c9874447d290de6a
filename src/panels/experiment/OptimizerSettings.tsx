import type { ReactElement } from "react";
import { InlineChoice, InlineNumber, SegmentedToggle, SwitchRow } from "../../controls";
import { limits } from "../../experiment/limits";
import { useTranslate } from "../../i18n";
import {
  type AnySettings,
  type CommonSettings,
  type NumberSetting,
  type OptimizerName,
  type Setting as OptimizerSetting,
  optimizerDefaults,
  optimizerNamed,
  optimizers,
  type SettingName,
} from "../../optimizers";
import { useActions, useApp } from "../hooks/useApp";
import { Setting, Settings } from "./Settings";
import { useFieldControl, useSetField, withField } from "./useSetField";

/** The optimiser's own settings, numbers first, and weight decay. */
export function OptimizerSettings(): ReactElement {
  const t = useTranslate();
  const optimizer = useApp((state) => state.experiment.optimizer);
  const { changeExperiment } = useActions();
  const edit = useSetField();
  const moves = useFieldControl();
  const { settings, weightDecay } = optimizerNamed(optimizer.name);
  const values: AnySettings = { ...optimizer };
  const entries = Object.entries(settings) as [SettingName, OptimizerSetting][];
  /** Sets a number, and turns off the flags that the new value does not allow. */
  const withNumber = (name: SettingName, value: number) => {
    const lost = entries.filter(
      ([, flag]) => flag.type === "flag" && flag.available?.({ ...values, [name]: value }) === false,
    );
    return withField("optimizer", { [name]: value, ...Object.fromEntries(lost.map(([flag]) => [flag, false])) });
  };
  return (
    <Settings
      note={weightDecay.coupled ? t("optimizer.coupled") : t("optimizer.decoupled", { optimizer: optimizer.name })}
    >
      <Setting name={t("optimizer.name")}>
        <InlineChoice<OptimizerName>
          label={t("optimizer.name")}
          choices={optimizers.map(({ name }) => ({ value: name, label: name }))}
          value={optimizer.name}
          onChange={(name) =>
            changeExperiment((old) => ({
              ...old,
              optimizer: {
                ...optimizerDefaults(name),
                learningRate: optimizerNamed(name).suggestedRate,
                weightDecayScope: old.optimizer.weightDecayScope,
              },
            }))
          }
        />
      </Setting>
      {entries.map(
        ([name, setting]) =>
          setting.type === "number" && (
            <Setting key={name} name={t(`optimizer.${name}`)}>
              <InlineNumber
                label={t(`optimizer.${name}`)}
                value={Number(values[name])}
                defaultValue={setting.default}
                {...controlRange(setting)}
                {...moves((value: number) => withNumber(name, value))}
              />
            </Setting>
          ),
      )}
      {entries.map(
        ([name, setting]) =>
          setting.type === "flag" && (
            <SwitchRow
              key={name}
              label={t(`optimizer.${name}`)}
              checked={values[name] === true}
              disabled={setting.available?.(values) === false}
              onChange={(value) => edit("optimizer", { [name]: value })}
            />
          ),
      )}
      <Setting name={t("optimizer.weightDecay")}>
        <InlineNumber
          label={t("optimizer.weightDecay")}
          value={optimizer.weightDecay}
          defaultValue={weightDecay.default}
          step={1e-6}
          scale="log"
          {...limits.rate}
          {...moves((decay: number) => withField("optimizer", { weightDecay: decay }))}
        />
      </Setting>
      <SegmentedToggle<CommonSettings["weightDecayScope"]>
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

/** The range of the control, without a bound that the setting excludes. */
function controlRange({ min, max, excludes, step, scale }: NumberSetting) {
  return {
    min: excludes === "min" ? step : min,
    max: excludes === "max" ? max - 1e-4 : max,
    step,
    ...(scale && { scale }),
  };
}
