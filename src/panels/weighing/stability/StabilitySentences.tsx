import type { ReactElement } from "react";
import { useFormat, useTranslate } from "../../../i18n";
import {
  brokenSpans,
  deadSpans,
  type Form,
  type FormCurve,
  largestDifference,
  onsetLogit,
  PRECISIONS,
  type Precision,
  plateau,
  weakSpans,
} from "./formCurves";
import styles from "./StabilityCard.module.css";

/** Conclusions from the curves, in sentences with their numbers. */
export function StabilitySentences({ curves, label }: { curves: readonly FormCurve[]; label: 0 | 1 }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const of = (form: Form, precision: Precision) =>
    curves.find((curve) => curve.form === form && curve.precision === precision)!;
  const logit = (z: number) => format.decimal(z, 1);
  const sentences: { id: string; text: string }[] = [];
  for (const precision of PRECISIONS) {
    const curve = of("probability", precision);
    const weak = onsetLogit(weakSpans(curve, label, of("logit", "float64")));
    const dead = onsetLogit(deadSpans(curve, label));
    const broken = onsetLogit(brokenSpans(curve));
    if (weak !== undefined && dead !== undefined)
      sentences.push({
        id: `dead ${precision}`,
        text:
          weak === dead
            ? t("stability.diesAtOnce", { precision, dead: logit(dead) })
            : t("stability.dies", { precision, weak: logit(weak), dead: logit(dead) }),
      });
    else if (weak !== undefined)
      sentences.push({ id: `weak ${precision}`, text: t("stability.weakens", { precision, weak: logit(weak) }) });
    const clamp = plateau(curve, label);
    if (clamp !== undefined) {
      const value = format.significant(clamp.value, 3);
      sentences.push({ id: `clamp ${precision}`, text: t("stability.clamps", { value, logit: logit(clamp.from) }) });
    }
    if (broken !== undefined)
      sentences.push({ id: `broken ${precision}`, text: t("stability.breaks", { precision, logit: logit(broken) }) });
  }
  const difference = largestDifference(of("logit", "float32"), of("logit", "float64"));
  sentences.push({ id: "logit", text: t("stability.holds", { difference: format.significant(difference, 1) }) });
  // Only a power has such spans, and the page's logit form has none because it rewrites the power.
  if (sentences.some(({ id }) => id.startsWith("broken")))
    sentences.push({ id: "copied", text: t("stability.copied") });
  return (
    <ul className={styles.sentences} aria-live="polite">
      {sentences.map(({ id, text }) => (
        <li key={id}>{text}</li>
      ))}
    </ul>
  );
}
