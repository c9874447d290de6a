import {
  type FocusEvent,
  type InputHTMLAttributes,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from "react";
import { useTranslate } from "../i18n";
import { type NumberRange, nearestInRange, nudge, plainNumber } from "./numberRange";
import { readNumber } from "./readNumber";
import { withoutTrailingZeros } from "./useRangeFormat";

/** Longest text that a number field accepts. */
const longestEntry = 24;
/** A hint covers the content below; it stays long enough to be read twice. */
const hintShownMs = 7000;

export interface NumberEntry {
  inputRef: RefObject<HTMLInputElement | null>;
  /** The field's text: the user's unfinished text, or the value. */
  text: string;
  /** Why the last entry was changed or refused; shown until the next entry. */
  hint: string | null;
  inputProps: InputHTMLAttributes<HTMLInputElement>;
}

/**
 * A number that is typed, stepped and committed: Enter or leaving the field commits, Escape
 * restores, arrow keys step (ten steps with Shift or page keys). `onChange` never gets a value
 * outside the range: numbers beyond it become its nearest end, other texts restore the value, and
 * both cases show a hint.
 */
export function useNumberEntry(
  value: number,
  range: NumberRange,
  percent: boolean,
  format: (value: number) => string,
  onChange: (value: number) => void,
): NumberEntry {
  const t = useTranslate();
  const inputRef = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<string | null>(null);
  const [hint, setHint] = useState<string | null>(null);
  // A comma would be read as the decimal point.
  const write = (number: number) => (range.whole ? format(number) : format(number).replaceAll(",", ""));
  const shown = write(value);

  useEffect(() => {
    if (hint === null) return;
    const timer = setTimeout(() => setHint(null), hintShownMs);
    return () => clearTimeout(timer);
  }, [hint]);

  const commit = (): number => {
    setDraft(null);
    if (draft === null || draft === shown) return value;
    const read = readNumber(draft, range, percent);
    const bounds = {
      min: withoutTrailingZeros(write(range.min)),
      max: withoutTrailingZeros(write(range.max)),
    };
    const given = draft.trim();
    if (read.kind === "empty") setHint(t("number.hint.empty", bounds));
    else if (read.kind === "notANumber") setHint(t("number.hint.notANumber", { ...bounds, given }));
    else if (read.kind === "clamped") setHint(t("number.hint.clamped", { ...bounds, given }));
    else if (read.kind === "rounded") setHint(t("number.hint.whole", bounds));
    else if (read.otherwise !== undefined) {
      const readings = { value: plainText(read.value), otherwise: plainText(read.otherwise) };
      setHint(t("number.hint.separator", { ...readings, given }));
    }
    if (!("value" in read)) return value;
    if (read.value !== value) onChange(read.value);
    return read.value;
  };

  const step = (count: number) => {
    const read = draft === null ? null : readNumber(draft, range, percent);
    const from = read !== null && "value" in read ? read.value : value;
    const next = nudge(from, count, range);
    setDraft(null);
    setHint(null);
    if (next !== value) onChange(next);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // Keys of an input method. Safari marks the Enter that ends its composition by code 229 alone.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const ten = event.shiftKey ? 10 : 1;
    if (event.key === "ArrowUp") step(ten);
    else if (event.key === "ArrowDown") step(-ten);
    else if (event.key === "PageUp") step(10);
    else if (event.key === "PageDown") step(-10);
    else if (event.key === "Enter") commit();
    else if (event.key === "Escape" && draft !== null) {
      setDraft(null);
      setHint(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return {
    inputRef,
    text: draft ?? shown,
    hint,
    inputProps: {
      type: "text",
      role: "spinbutton",
      // A phone's decimal keypad has no minus sign.
      inputMode: range.min < 0 ? "text" : range.whole ? "numeric" : "decimal",
      autoComplete: "off",
      spellCheck: false,
      enterKeyHint: "done",
      maxLength: longestEntry,
      value: draft ?? shown,
      "aria-valuenow": plainNumber(nearestInRange(value, range)),
      "aria-valuemin": plainNumber(range.min),
      "aria-valuemax": plainNumber(range.max),
      "aria-valuetext": shown,
      onFocus: (event: FocusEvent<HTMLInputElement>) => event.currentTarget.select(),
      onChange: (event) => {
        setDraft(event.currentTarget.value);
        setHint(null);
      },
      onBlur: commit,
      onKeyDown,
    },
  };
}

/** The number as text without digit groups, which every locale reads alike. */
function plainText(value: number): string {
  return String(Number(value.toPrecision(12)));
}
