import { type ReactElement, useMemo } from "react";
import { InlineChoice, InlineNumber } from "../../controls";
import { useTranslate } from "../../i18n";
import { isNumberList } from "../../language/program";
import { writtenParameters } from "../../language/python/defaults";
import { completeParameters, valueNamed } from "../../losses/parameterValues";
import { sliderRange } from "../../losses/sliderRange";
import { parameterName } from "../format/parameterName";
import { optionText } from "../loss/panel/LossSliders";
import { Tex } from "../parts/Tex";
import type { SlotModel } from "./comparisonModel";
import styles from "./SlotColumn.module.css";
import { useCompareActions } from "./useCompare";

/**
 * A slot's parameters in one line: each number with its symbol, to drag, type or step; other
 * parameters open a list.
 */
export function SlotParameters({ model }: { model: SlotModel }): ReactElement {
  const t = useTranslate();
  const { setParameter } = useCompareActions();
  const { slot, letter, definition } = model;
  const written = useMemo(() => writtenParameters(definition.source), [definition]);
  const defaults = useMemo(() => completeParameters(written, {}), [written]);
  const values = useMemo(() => completeParameters(written, slot.loss.parameters), [written, slot.loss]);
  const sliders = Object.entries(definition.sliders);
  const choices = Object.entries(definition.choices ?? {}).filter(([name]) => !Object.hasOwn(definition.sliders, name));
  if (sliders.length + choices.length === 0) return <span className={styles.none}>{t("loss.noParameters")}</span>;
  const label = (name: string) => `${letter} ${parameterName(t, definition, name)}`;
  return (
    <span className={styles.parameters}>
      {sliders.map(([name, slider]) => {
        const standard = valueNamed(defaults, name);
        const value = valueNamed(values, name);
        return (
          <span
            key={`${definition.id} ${name}`}
            className={styles.parameter}
            title={parameterName(t, definition, name)}
          >
            <span className={styles.symbol} aria-hidden="true">
              <Tex latex={slider.symbol} />
            </span>
            <InlineNumber
              label={label(name)}
              {...sliderRange(slider)}
              // A parameter that is None starts from its smallest number.
              value={typeof value === "number" ? value : typeof standard === "number" ? standard : slider.min}
              {...(typeof standard === "number" && { defaultValue: standard })}
              onChange={(next) => setParameter(slot.key, name, next)}
            />
          </span>
        );
      })}
      {choices.map(([name, options]) => (
        <span key={`${definition.id} ${name}`} className={styles.parameter}>
          <span>{parameterName(t, definition, name)}</span>
          <InlineChoice
            label={label(name)}
            choices={options.map((option) => ({ value: optionText(option), label: optionText(option) }))}
            value={optionText(valueNamed(values, name) ?? null)}
            onChange={(text) => {
              const option = options.find((one) => optionText(one) === text);
              if (option !== undefined && !isNumberList(option)) setParameter(slot.key, name, option);
            }}
          />
        </span>
      ))}
    </span>
  );
}
