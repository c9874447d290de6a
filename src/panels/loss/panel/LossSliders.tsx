import { memo, type ReactElement, useMemo } from "react";
import { ParameterSlider, SegmentedToggle } from "../../../controls";
import type { Experiment } from "../../../experiment/experiment";
import { withLossParameter } from "../../../experiment/lossParameter";
import { useFormat, useTranslate } from "../../../i18n";
import type { ParameterValue } from "../../../language";
import { isNumberList } from "../../../language/program";
import { writtenParameters } from "../../../language/python/defaults";
import { pythonLiteral } from "../../../language/python/literal";
import type { Landmark, LossDefinition, Slider } from "../../../losses";
import { completeParameters, valueNamed } from "../../../losses/parameterValues";
import { sliderRange } from "../../../losses/sliderRange";
import { parameterName } from "../../format/parameterName";
import { useActions, useApp } from "../../hooks/useApp";
import { useDefinition } from "../../hooks/useDefinition";
import { Tex } from "../../parts/Tex";
import styles from "./LossSliders.module.css";

/** The present loss, its parameters' values, and the values that its source states. */
function useParameters() {
  const given = useApp((state) => state.experiment.loss.parameters);
  const definition: LossDefinition = useDefinition();
  const written = useMemo(() => writtenParameters(definition.source), [definition]);
  const defaults = useMemo(() => completeParameters(written, {}), [written]);
  const values = useMemo(() => completeParameters(written, given), [written, given]);
  const sliders = Object.entries(definition.sliders);
  const choices = Object.entries(definition.choices ?? {}).filter(([name]) => !Object.hasOwn(definition.sliders, name));
  return { definition, defaults, values, sliders, choices };
}

/**
 * A slider for every number that the loss's file describes: below each other, or where `inStrip`
 * next to each other.
 */
export function LossSliders({ inStrip = false }: { inStrip?: boolean }): ReactElement {
  const t = useTranslate();
  const dataset = useApp((state) => state.experiment.dataset);
  const { definition, defaults, values, sliders, choices } = useParameters();
  if (sliders.length === 0)
    return <p className={styles.none}>{t(choices.length === 0 ? "loss.noParameters" : "loss.noNumbers")}</p>;
  return (
    <div className={styles.sliders} data-strip={inStrip || undefined}>
      {sliders.map(([name, slider]) => {
        const standard = valueNamed(defaults, name);
        // A parameter that is None starts from its smallest number.
        const value = numberOr(valueNamed(values, name), numberOr(standard, slider.min));
        return (
          <LossSlider
            key={`${definition.id} ${name}`}
            parameter={name}
            name={parameterName(t, definition, name)}
            slider={slider}
            value={value}
            defaultValue={numberOr(standard, value)}
            dataset={dataset}
          />
        );
      })}
    </div>
  );
}

/** A choice for every parameter of the loss that is not a number. */
export function LossChoices(): ReactElement | null {
  const t = useTranslate();
  const { definition, values, choices } = useParameters();
  const { changeExperiment } = useActions();
  if (choices.length === 0) return null;
  return (
    <div className={styles.choices}>
      {choices.map(([name, options]) => (
        <div key={`${definition.id} ${name}`} className={styles.choice}>
          <span className={styles.choiceName} aria-hidden="true">
            {parameterName(t, definition, name)}
          </span>
          <SegmentedToggle
            label={parameterName(t, definition, name)}
            choices={options.map((option) => ({ value: optionText(option), label: optionText(option) }))}
            value={optionText(valueNamed(values, name) ?? null)}
            onChange={(text) => {
              const option = options.find((one) => optionText(one) === text);
              if (option === undefined || isNumberList(option)) return;
              changeExperiment((old) => withLossParameter(old, name, option));
            }}
          />
        </div>
      ))}
    </div>
  );
}

interface LossSliderProps {
  /** Name of the parameter in the source. */
  parameter: string;
  /** Name shown on screen. */
  name: string;
  slider: Slider;
  value: number;
  defaultValue: number;
  /** Some landmarks depend on the data. */
  dataset: Experiment["dataset"];
}

/** One number of the loss; memoised, so that it renders only when its own value changes. */
const LossSlider = memo(({ parameter, name, slider, value, defaultValue, dataset }: LossSliderProps): ReactElement => {
  const t = useTranslate();
  const format = useFormat();
  const { setLossParameter, prefetchRuns } = useActions();
  return (
    <ParameterSlider
      size="large"
      symbol={<Tex latex={slider.symbol} />}
      name={name}
      {...sliderRange(slider)}
      value={value}
      defaultValue={defaultValue}
      landmarks={landmarksOf(slider, dataset, (mark, number) => `${number} ${t(`landmark.${mark.label}`)}`, format)}
      onChange={(next) => setLossParameter(parameter, next)}
      onLikelyValues={(values) => prefetchRuns(values.map((next) => (old) => withLossParameter(old, parameter, next)))}
    />
  );
});

/** Written as in the source; whole numbers have no decimals. */
export function optionText(option: ParameterValue): string {
  return typeof option === "number" ? String(option) : pythonLiteral(option);
}

function numberOr(value: ParameterValue | undefined, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

/**
 * The landmarks with their texts and their values for the current data. If two have the same value
 * (on balanced data), the first is kept.
 */
function landmarksOf(
  slider: Slider,
  dataset: Experiment["dataset"],
  word: (mark: Landmark, number: string) => string,
  format: ReturnType<typeof useFormat>,
) {
  const fromData = {
    "negative-share": dataset.negatives / (dataset.positives + dataset.negatives),
    "negatives-per-positive": dataset.negatives / dataset.positives,
    negatives: dataset.negatives,
    positives: dataset.positives,
  };
  const marks = (slider.landmarks ?? []).map((mark) => {
    const exact = typeof mark.value === "number" ? mark.value : fromData[mark.value];
    const value = typeof mark.value === "number" || Number.isInteger(exact) ? exact : Number(exact.toPrecision(3));
    return { value, label: word(mark, format.shortSetting(value)) };
  });
  return marks.filter(({ value }, i) => marks.findIndex((mark) => mark.value === value) === i);
}
