import type { ReactElement } from "react";
import { ParameterSlider } from "../../controls";
import type { Experiment } from "../../experiment/experiment";
import { isMessageKey, useFormat, useTranslate } from "../../i18n";
import type { Landmark, Slider } from "../../losses";
import { Tex } from "../shared/Tex";
import { useActions, useApp } from "../shared/useApp";
import { useLossView } from "../shared/useLossView";
import styles from "./LossSliders.module.css";

/** A slider for every numeric parameter of the loss that its file describes. */
export function LossSliders(): ReactElement | null {
  const t = useTranslate();
  const view = useLossView();
  const experiment = useApp((state) => state.experiment);
  const format = useFormat();
  const { setLossParameter } = useActions();
  if (view === null) return <div className={styles.empty} />;
  const { definition, parameters, read } = view;
  const sliders = Object.entries(definition.sliders);
  if (sliders.length === 0) return <p className={styles.none}>{t("loss.noParameters")}</p>;
  return (
    <div className={styles.sliders}>
      {sliders.map(([name, slider]) => {
        const key = `parameter.${name}`;
        const written = read.program.parameters.find((parameter) => parameter.name === name)?.default;
        const value = parameters[name];
        if (value === undefined) return null;
        return (
          <ParameterSlider
            key={`${definition.id} ${name}`}
            symbol={<Tex latex={slider.symbol} />}
            name={isMessageKey(key) ? t(key) : name}
            min={slider.min}
            max={slider.max}
            step={slider.step}
            scale={slider.scale ?? "linear"}
            value={value}
            defaultValue={typeof written === "number" ? written : value}
            landmarks={landmarksOf(
              slider,
              experiment,
              (mark, number) => `${number} ${t(`landmark.${mark.label}`)}`,
              format,
            )}
            onChange={(next) => setLossParameter(name, next)}
          />
        );
      })}
    </div>
  );
}

/** The landmarks with the values that the data give them, and their words. Where balanced data put two on one value, the first stays. */
function landmarksOf(
  slider: Slider,
  { dataset }: Experiment,
  word: (mark: Landmark, number: string) => string,
  format: ReturnType<typeof useFormat>,
) {
  const fromData = {
    "negative-share": dataset.negatives / (dataset.positives + dataset.negatives),
    "negatives-per-positive": dataset.negatives / dataset.positives,
  };
  const marks = (slider.landmarks ?? []).map((mark) => {
    const exact = typeof mark.value === "number" ? mark.value : fromData[mark.value];
    const value = typeof mark.value === "number" ? exact : Number(exact.toPrecision(3));
    return { value, label: word(mark, format.tick(value, 3)) };
  });
  return marks.filter(({ value }, i) => marks.findIndex((mark) => mark.value === value) === i);
}
