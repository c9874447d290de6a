import { type ReactElement, type ReactNode, useId } from "react";
import { useTranslate } from "../i18n";
import { InlineNumber } from "./InlineNumber";
import { type NumberRange, trackShare } from "./numberRange";
import styles from "./ParameterSlider.module.css";
import { type Landmark, SliderLandmarks } from "./SliderLandmarks";
import { SliderTrack } from "./SliderTrack";
import { useLikelyValues } from "./useLikelyValues";
import { useRangeFormat, withoutTrailingZeros } from "./useRangeFormat";

export interface ParameterSliderProps extends NumberRange {
  /** Typeset symbol in the accent colour, e.g. γ. */
  symbol?: ReactNode;
  /** The parameter's effect in a word, e.g. focusing; also the control's accessible name. */
  name: string;
  value: number;
  defaultValue: number;
  onChange: (value: number) => void;
  /** Receives the values that the next change may set, the likeliest first. */
  onLikelyValues?: (values: readonly number[]) => void;
  /** Most important first. The ends of the range are added after them. */
  landmarks?: readonly Landmark[];
  /** Format of a value; by the range and the page's locale by default. */
  format?: (value: number) => string;
  disabled?: boolean;
  /** `large`: the loss's own parameters, which are the page's instrument. */
  size?: "usual" | "large";
}

/**
 * A parameter: symbol and name, its number as a text field, and a track with landmarks.
 * Double-click restores the default.
 */
export function ParameterSlider(props: ParameterSliderProps): ReactElement {
  const { onLikelyValues, size = "usual", ...shared } = props;
  const { symbol, name, value, defaultValue, onChange, landmarks = [], disabled = false } = shared;
  const t = useTranslate();
  const nameId = useId();
  const rangeFormat = useRangeFormat(props);
  const format = props.format ?? rangeFormat;
  const marks = landmarks.filter((mark) => mark.value >= props.min && mark.value <= props.max);
  const here = marks.find((mark) => mark.value === value);
  const markValues = marks.map((mark) => mark.value);
  const likely = useLikelyValues(value, { range: props, landmarks: markValues }, onLikelyValues);
  const change = (next: number) => {
    if (next !== value && !disabled) onChange(next);
  };
  return (
    <div className={styles.slider} data-size={size} data-disabled={disabled || undefined} {...likely}>
      <div className={styles.head}>
        {symbol !== undefined && (
          <span className={styles.symbol} aria-hidden="true">
            {symbol}
          </span>
        )}
        <span id={nameId} className={styles.name}>
          {name}
        </span>
        <span className={styles.value}>
          <InlineNumber {...shared} label={name} format={format} size="value" />
        </span>
      </div>
      <SliderTrack
        {...shared}
        labelledBy={nameId}
        valueText={here === undefined ? format(value) : `${format(value)}, ${here.label}`}
        marks={markValues}
        standard={{ value: defaultValue, title: t("control.default", { value: format(defaultValue) }) }}
      />
      <SliderLandmarks
        landmarks={withEnds(marks, props, format)}
        shareOf={(at) => trackShare(at, props)}
        onPick={change}
      />
    </div>
  );
}

function withEnds(marks: readonly Landmark[], range: NumberRange, format: (value: number) => string): Landmark[] {
  const ends = [range.min, range.max].filter((end) => marks.every((mark) => mark.value !== end));
  return [...marks, ...ends.map((value) => ({ value, label: withoutTrailingZeros(format(value)) }))];
}
