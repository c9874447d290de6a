import { type ReactElement, useMemo } from "react";
import { BandChart } from "../../charts/bands/BandChart";
import { datasetOfKind } from "../../datasets";
import { plotGrid } from "../../experiment/plotGrid";
import { useFormat, useTranslate } from "../../i18n";
import { positiveProbability } from "../../metrics/positiveProbability";
import { cutMeans, type PlaneValues } from "../../store/compare/fields";
import { Block } from "../parts/Panel";
import type { ComparisonModel } from "./comparisonModel";
import { SlotName, slotName } from "./slotWords";

const COORDINATES = 121;

/**
 * A cut through the plane: each network's probability along it, and the true probability. Empty for
 * data without a closed form: they have no true probability and no cut that represents them.
 */
export function CutBlock({ model }: { model: ComparisonModel }): ReactElement | null {
  const t = useTranslate();
  const format = useFormat();
  const { base, slots } = model;
  const { dataset } = base;
  const { extent } = plotGrid(base);
  const cut = datasetOfKind(dataset.kind).closedForm?.cut;
  const least = cut?.from === "edge" ? -extent : 0;
  const coordinates = useMemo(
    () => Float64Array.from({ length: COORDINATES }, (_, i) => least + ((extent - least) * i) / (COORDINATES - 1)),
    [least, extent],
  );
  const theory = useMemo(
    () =>
      coordinates.map((at) => {
        const place = cut?.places(at)[0];
        return (place && positiveProbability(dataset, place.x, place.y)) ?? Number.NaN;
      }),
    [coordinates, cut, dataset],
  );
  if (cut === undefined) return null;
  const shown = slots.filter(({ plane }) => plane !== null);
  // Curves are cached by plane, so an unchanged slot keeps its curve.
  const series = shown.map((slot) => ({
    id: slot.letter,
    index: slot.position,
    name: <SlotName t={t} model={slot} />,
    curve: { x: coordinates, y: knownMeans(slot.plane!, coordinates, cut.places) },
    band: null,
  }));
  const label = t(`compare.cut.name.${cut.from}`);
  const write = (value: number) => format.bare(value, 3);
  const coordinate = t(`compare.cut.coordinate.${cut.from}`);
  return (
    <Block heading={t(`compare.cut.heading.${cut.from}`)} detail={t(`compare.cut.detail.${cut.from}`)}>
      <BandChart
        label={label}
        series={series}
        references={[{ id: "truth", name: t("compare.cut.truth"), x: coordinates, y: theory }]}
        xDomain={[least, extent]}
        yDomain={[0, 1]}
        formatX={(value) => format.decimal(value, 1)}
        formatY={(value) => format.tick(value, 2)}
        formatValue={write}
        xLabel={coordinate}
        reading={{
          label,
          step: 0.1,
          valueText: (at, values) =>
            t(`compare.cut.reading.${cut.from}`, {
              at: format.decimal(at, 1),
              values: values.map((value, i) => `${slotName(t, shown[i]!)} ${write(value)}`).join(", "),
            }),
        }}
        table={{
          caption: label,
          columns: [coordinate, ...shown.map((slot) => slotName(t, slot)), t("compare.cut.truth")],
        }}
      />
    </Block>
  );
}

const means = new WeakMap<object, { coordinates: Float64Array; values: Float64Array }>();

function knownMeans(
  plane: PlaneValues,
  coordinates: Float64Array,
  places: Parameters<typeof cutMeans>[2],
): Float64Array {
  const known = means.get(plane);
  if (known?.coordinates === coordinates) return known.values;
  const values = cutMeans(plane, coordinates, places);
  means.set(plane, { coordinates, values });
  return values;
}
