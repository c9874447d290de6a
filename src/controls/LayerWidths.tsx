import { type ReactElement, useEffect, useId, useRef } from "react";
import { useTranslate } from "../i18n";
import { Button } from "./Button";
import { InlineNumber } from "./InlineNumber";
import styles from "./LayerWidths.module.css";
import { RemoveIcon } from "./RemoveIcon";

export interface LayerWidthsProps {
  /** Hidden widths, first layer to last. */
  widths: readonly number[];
  onChange: (widths: number[]) => void;
  /** Receives the widths that the next change may set, the likeliest first. */
  onLikelyValues?: (widths: readonly number[][]) => void;
  maxLayers: number;
  width: { min: number; max: number };
}

/** Width of a new first layer; further layers copy the last one's width. */
const firstWidth = 4;

/** The hidden layers as a list of widths. Layers are added at the end and removed anywhere. */
export function LayerWidths({ widths, onChange, onLikelyValues, maxLayers, width }: LayerWidthsProps): ReactElement {
  const t = useTranslate();
  const fullId = useId();
  const listRef = useRef<HTMLUListElement>(null);
  const addRef = useRef<HTMLButtonElement>(null);
  /** The element to focus after the next render: the pressed button no longer exists then. */
  const focusAfter = useRef<number | "add" | null>(null);
  const full = widths.length >= maxLayers;

  useEffect(() => {
    const wanted = focusAfter.current;
    focusAfter.current = null;
    if (wanted === "add") addRef.current?.focus();
    else if (wanted !== null) listRef.current?.children[wanted]?.querySelector("input")?.focus();
  });

  return (
    <div className={styles.editor}>
      {widths.length === 0 && <p className={styles.note}>{t("layers.none")}</p>}
      <ul ref={listRef} className={styles.list} aria-label={t("layers.heading")}>
        {widths.map((value, index) => {
          const layer = index + 1;
          return (
            // The index is the key: layers of the same width have no other identity.
            <li key={index} className={styles.layer}>
              <InlineNumber
                label={t("layers.width", { layer })}
                value={value}
                min={width.min}
                max={width.max}
                step={1}
                whole
                size="value"
                onChange={(next) => onChange(widths.with(index, next))}
                onLikelyValues={(values) => onLikelyValues?.(values.map((next) => widths.with(index, next)))}
              />
              <Button
                look="text"
                aria-label={t("layers.remove", { layer })}
                onClick={() => {
                  focusAfter.current = widths.length === 1 ? "add" : Math.min(index, widths.length - 2);
                  onChange(widths.toSpliced(index, 1));
                }}
                icon={<RemoveIcon />}
              />
            </li>
          );
        })}
      </ul>
      <Button
        ref={addRef}
        disabled={full}
        aria-describedby={full ? fullId : undefined}
        onClick={() => {
          focusAfter.current = widths.length;
          onChange([...widths, widths.at(-1) ?? firstWidth]);
        }}
      >
        {t("layers.add")}
      </Button>
      {full && (
        <p id={fullId} className={styles.note}>
          {t("layers.full", { count: maxLayers })}
        </p>
      )}
    </div>
  );
}
