import { type CSSProperties, type ReactElement, useMemo } from "react";
import { type FieldLabel, FieldPlot, useTokens } from "../../charts";
import { seriesDash } from "../../charts/bands/seriesLook";
import { DifferenceLegend } from "../../charts/field/DifferenceLegend";
import { differenceColours } from "../../charts/field/differenceColours";
import { plotGrid } from "../../experiment/plotGrid";
import { useFormat, useTranslate } from "../../i18n";
import { planeDifference } from "../../store/compare/fields";
import type { ComparisonModel } from "./comparisonModel";
import styles from "./DifferenceColumn.module.css";
import { PairChoice } from "./PairChoice";
import { signedText } from "./slotWords";

/**
 * A map of the difference in probability, the second slot's minus the first's, with both boundaries
 * in their dash patterns.
 */
export function DifferenceColumn({ model, isLabelled }: { model: ComparisonModel; isLabelled: boolean }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const tokens = useTokens();
  const { first, second, base, isSamePair } = model;
  const difference = useMemo(
    () => (first.plane && second.plane ? planeDifference(second.plane, first.plane) : null),
    [first.plane, second.plane],
  );
  const limit = roundLimit(difference === null ? 1 : Math.max(difference.most, -difference.least));
  const scale = useMemo(() => differenceColours(tokens, limit), [tokens, limit]);
  const grid = useMemo(
    () => (difference === null ? null : { ...difference.grid, logits: difference.values }),
    [difference],
  );
  const range =
    difference === null
      ? ""
      : t("compare.difference.range", {
          least: signedText(difference.least, format),
          most: signedText(difference.most, format),
        });
  const named = grid !== null && isLabelled && !isSamePair;
  const labels = useMemo(
    (): FieldLabel[] =>
      named
        ? [
            { corner: "top-left", text: first.letter, target: "reference" },
            { corner: "top-right", text: second.letter, target: "boundary" },
          ]
        : [],
    [named, first.letter, second.letter],
  );
  const dashes = {
    "--boundary-dash": seriesDash(second.position),
    "--reference-dash": seriesDash(first.position),
    "--reference-width": "2.2px",
  } as CSSProperties;
  const pair = { first: first.letter, second: second.letter };
  return (
    <section aria-label={t("compare.difference.heading")} className={styles.difference}>
      <div className={styles.head}>
        <h3>{t("compare.difference.heading")}</h3>
        <PairChoice model={model} />
      </div>
      <div className={styles.line}>
        <DifferenceLegend
          scale={scale}
          ends={[
            t("compare.difference.less", { letter: second.letter, value: `−${format.tick(limit, 2)}` }),
            t("compare.difference.more", { value: `+${format.tick(limit, 2)}` }),
          ]}
        />
      </div>
      <div className={styles.field} style={dashes}>
        <FieldPlot
          label={t("compare.difference.name", pair)}
          description={`${t("compare.difference.description", pair)} ${range}`}
          extent={plotGrid(base).extent}
          aspect={1.2}
          grid={grid}
          fieldScale={scale}
          boundaryOf={second.plane}
          reference={first.plane}
          samples={null}
          labels={labels}
        />
        {grid !== null && <p className={`tabular ${styles.range}`}>{range}</p>}
        {grid === null && model.run !== null && <p className={styles.missing}>{t("compare.difference.missing")}</p>}
      </div>
    </section>
  );
}

const LIMITS = [0.05, 0.1, 0.2, 0.5, 1];

/** The upper end of the scale. There are few possible values, so that it rarely changes. */
function roundLimit(most: number): number {
  return LIMITS.find((limit) => limit >= most) ?? 1;
}
