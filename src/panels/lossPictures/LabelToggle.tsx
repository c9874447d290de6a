import type { ReactElement } from "react";
import { SegmentedToggle } from "../../controls";
import { useFormat, useTranslate } from "../../i18n";
import type { LossDefinition } from "../../losses";
import styles from "./View.module.css";

const signs = [1, -1] as const;
const bits = [1, 0] as const;

/**
 * Selects the label of a loss over pairs; the label for "similar" or "the first ranks higher" is
 * first.
 */
export function pairLabels(labels: LossDefinition["labels"]): readonly [number, number] {
  return labels === "plus-minus-one" ? signs : bits;
}

export interface LabelToggleProps {
  labels: readonly [number, number];
  value: number;
  onChange: (label: number) => void;
}

export function LabelToggle({ labels, value, onChange }: LabelToggleProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  return (
    <div className={styles.toggles}>
      <i className="math" translate="no" aria-hidden="true">
        y
      </i>
      <SegmentedToggle
        label={t("view.label")}
        choices={labels.map((label) => ({ value: String(label), label: format.integer(label) }))}
        value={String(value)}
        onChange={(next) => onChange(Number(next))}
      />
    </div>
  );
}
