import { type ReactElement, useMemo } from "react";
import type { NetworkLayer } from "../../charts";
import { NetworkDiagram } from "../../charts/network/NetworkDiagram";
import type { ModelLayout } from "../../experiment/modelLayout";
import { useTranslate } from "../../i18n";
import { useApp } from "../hooks/useApp";
import { useShownResults } from "../hooks/useShownResults";
import { networkHeight } from "./networkHeight";
import { useModelLayout } from "./useModelLayout";

/** A diagram of the network with its current weights. */
export function NetworkView(): ReactElement {
  const t = useTranslate();
  const model = useApp((state) => state.experiment.model);
  const parameters = useShownResults("curves", (results) => results.snapshot?.parameters);
  const layout = useModelLayout();
  const layers = useMemo(() => networkLayers(layout, parameters), [layout, parameters]);
  const captions = [
    "2",
    ...model.hidden.map((width) =>
      model.hidden.length <= 2 ? `${width} ${t(`activation.${model.activation}`)}` : `${width}`,
    ),
    layout.widths.at(-1) === 1 ? (
      <i key="p" className="math" translate="no">
        p
      </i>
    ) : (
      t("network.softmax")
    ),
  ];
  return (
    <NetworkDiagram
      label={t("network.name", { widths: layout.widths.join("–") })}
      description={t("network.description")}
      layers={layers}
      inputLabels={[<InputName key="1" index={1} />, <InputName key="2" index={2} />]}
      captions={captions}
      heightPx={networkHeight(layout.widths)}
    />
  );
}

function InputName({ index }: { index: number }): ReactElement {
  return (
    <i className="math" translate="no">
      x<sub>{index}</sub>
    </i>
  );
}

/** Weights of each layer; zeros until a snapshot of the run fits the layout. */
function networkLayers(layout: ModelLayout, parameters: Float32Array | undefined): NetworkLayer[] {
  const fits = parameters?.length === layout.parameterCount;
  return layout.layers.map(({ inputs, outputs, weightOffset }) => ({
    inputs,
    outputs,
    weights: fits
      ? parameters.subarray(weightOffset, weightOffset + inputs * outputs)
      : new Float32Array(inputs * outputs),
  }));
}
