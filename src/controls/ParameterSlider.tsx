import { type KeyboardEvent, type ReactElement, type ReactNode, useId, useRef } from "react";
import { useTranslate } from "../i18n";
import { InlineNumber } from "./InlineNumber";
import {
  fromTrack,
  type NumberRange,
  nearestInRange,
  nudge,
  plainNumber,
  positionAt,
  sliderTrack,
  toTrack,
  trackShare,
} from "./numberRange";
import styles from "./ParameterSlider.module.css";
import { type Landmark, SliderLandmarks } from "./SliderLandmarks";
import { useLikelyValues } from "./useLikelyValues";
import { useRangeFormat, withoutTrailingZeros } from "./useRangeFormat";
import { useSliderDrag } from "./useSliderDrag";

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
}

/**
 * A parameter: symbol and name, its number as a text field, and a track with landmarks.
 * Double-click restores the default. Keyboard and screen readers use a native range input in the
 * drawn thumb.
 */
export function ParameterSlider(props: ParameterSliderProps): ReactElement {
  const { onLikelyValues, ...shared } = props;
  const { symbol, name, value, defaultValue, onChange, landmarks = [], disabled = false } = shared;
  const t = useTranslate();
  const nameId = useId();
  const trackRef = useRef<HTMLDivElement>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  const rangeFormat = useRangeFormat(props);
  const format = props.format ?? rangeFormat;
  const track = sliderTrack(props);
  const marks = landmarks.filter((mark) => mark.value >= props.min && mark.value <= props.max);
  const here = marks.find((mark) => mark.value === value);
  const valueText = here === undefined ? format(value) : `${format(value)}, ${here.label}`;

  const markValues = marks.map((mark) => mark.value);
  const likely = useLikelyValues(value, { range: props, landmarks: markValues }, onLikelyValues);

  const change = (next: number) => {
    if (next !== value && !disabled) onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const next = keyboardValue(event, value, props);
    if (next === null) return;
    event.preventDefault();
    change(next);
  };

  const share = trackShare(value, props);
  const { dragging, dragProps } = useSliderDrag({
    trackRef,
    inputRef,
    value,
    share,
    valueAt: (at) => fromTrack(positionAt(at, props), props, markValues),
    onChange: change,
    disabled,
  });

  return (
    <div className={styles.slider} data-disabled={disabled || undefined} {...likely}>
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
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the pointer's reach; the input in the thumb is the control */}
      <div
        className={styles.control}
        title={t("control.default", { value: format(defaultValue) })}
        onDoubleClick={() => change(nearestInRange(defaultValue, props))}
        {...dragProps}
      >
        <div ref={trackRef} className={styles.track}>
          <div className={styles.indicator} style={{ inlineSize: `${share * 100}%` }} />
          {marks.map((mark) => (
            <span
              key={mark.value}
              className={styles.tick}
              data-passed={mark.value <= value || undefined}
              style={{ insetInlineStart: `${trackShare(mark.value, props) * 100}%` }}
            />
          ))}
          <span
            className={styles.thumb}
            data-dragging={dragging || undefined}
            style={{ insetInlineStart: `${share * 100}%` }}
          >
            <input
              ref={inputRef}
              type="range"
              className={styles.input}
              {...track}
              value={toTrack(value, props)}
              onChange={(event) => change(fromTrack(event.currentTarget.valueAsNumber, props, markValues))}
              onKeyDown={onKeyDown}
              disabled={disabled}
              aria-labelledby={nameId}
              aria-valuemin={plainNumber(props.min)}
              aria-valuemax={plainNumber(props.max)}
              aria-valuenow={plainNumber(value)}
              aria-valuetext={valueText}
            />
          </span>
        </div>
      </div>
      <SliderLandmarks
        landmarks={withEnds(marks, props, format)}
        shareOf={(at) => trackShare(at, props)}
        onPick={change}
      />
    </div>
  );
}

/** On a log scale the input's value is a track position, but its keys step by values. */
function keyboardValue(event: KeyboardEvent, value: number, range: NumberRange): number | null {
  const many = event.shiftKey ? 10 : 1;
  switch (event.key) {
    case "ArrowUp":
    case "ArrowRight":
      return nudge(value, many, range);
    case "ArrowDown":
    case "ArrowLeft":
      return nudge(value, -many, range);
    case "PageUp":
      return nudge(value, 10, range);
    case "PageDown":
      return nudge(value, -10, range);
    case "Home":
      return range.min;
    case "End":
      return range.max;
    default:
      return null;
  }
}

function withEnds(marks: readonly Landmark[], range: NumberRange, format: (value: number) => string): Landmark[] {
  const ends = [range.min, range.max].filter((end) => marks.every((mark) => mark.value !== end));
  return [...marks, ...ends.map((value) => ({ value, label: withoutTrailingZeros(format(value)) }))];
}
