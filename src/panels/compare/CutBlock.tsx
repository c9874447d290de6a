import { type ReactElement, useMemo } from "react";
import { BandChart } from "../../charts/bands/BandChart";
import { plotGrid } from "../../experiment/plotGrid";
import { useFormat, useTranslate } from "../../i18n";
import { positiveProbability } from "../../metrics/positiveProbability";
import { radialMeans } from "../../store/compare/fields";
import { Block } from "../parts/Panel";
import type { ComparisonModel } from "./comparisonModel";
import { SlotName, slotName } from "./slotWords";

const RADII = 121;

/** From the centre of the rings outwards: what each network says on average, beside the true probability. */
export function CutBlock({ sight }: { sight: ComparisonModel }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { base, slots } = sight;
  const { extent } = plotGrid(base);
  const radii = useMemo(() => Float64Array.from({ length: RADII }, (_, i) => (extent * i) / (RADII - 1)), [extent]);
  const theory = useMemo(() => radii.map((radius) => positiveProbability(base.dataset, radius)), [radii, base.dataset]);
  const shown = slots.filter(({ plane }) => plane !== null);
  // One entry a plane: a slot that has not changed keeps its curve.
  const series = shown.map((slot) => ({
    id: slot.letter,
    index: slot.place,
    name: <SlotName t={t} sight={slot} />,
    curve: { x: radii, y: knownMeans(slot.plane!, radii) },
    band: null,
  }));
  const label = t("compare.cut.name");
  const write = (value: number) => format.bare(value, 3);
  return (
    <Block heading={t("compare.cut.heading")} detail={t("compare.cut.detail")}>
      <BandChart
        label={label}
        series={series}
        references={[{ id: "truth", name: t("compare.cut.truth"), x: radii, y: theory }]}
        xDomain={[0, extent]}
        yDomain={[0, 1]}
        formatX={(value) => format.decimal(value, 1)}
        formatY={(value) => format.tick(value, 2)}
        formatValue={write}
        xLabel={t("compare.cut.radius")}
        reading={{
          label,
          step: 0.1,
          valueText: (at, values) =>
            t("compare.cut.reading", {
              radius: format.decimal(at, 1),
              values: values.map((value, i) => `${slotName(t, shown[i]!)} ${write(value)}`).join(", "),
            }),
        }}
        table={{
          caption: label,
          columns: [t("compare.cut.radius"), ...shown.map((slot) => slotName(t, slot)), t("compare.cut.truth")],
        }}
      />
    </Block>
  );
}

const means = new WeakMap<object, Float64Array>();

function knownMeans(plane: Parameters<typeof radialMeans>[0], radii: Float64Array): Float64Array {
  let known = means.get(plane);
  if (known === undefined) {
    known = radialMeans(plane, radii);
    means.set(plane, known);
  }
  return known;
}
