import type { ReactElement } from "react";
import { InlineChoice, InlineNumber } from "../../controls";
import { LayerWidths } from "../../controls/LayerWidths";
import type { ActivationName } from "../../experiment/experiment";
import { limits } from "../../experiment/limits";
import { modelSummary } from "../../experiment/modelSummary";
import { useFormat, useTranslate } from "../../i18n";
import { useApp } from "../hooks/useApp";
import styles from "./NetworkSettings.module.css";
import { NetworkView } from "./NetworkView";
import { Setting, Settings } from "./Settings";
import { useModelLayout } from "./useModelLayout";
import { useFieldControl, useSetField, withField } from "./useSetField";

const activations: readonly ActivationName[] = ["relu", "leaky_relu", "tanh", "sigmoid"];

/** Hidden layers and activation, and a model summary in the tutorial's format. */
export function NetworkSettings(): ReactElement {
  const t = useTranslate();
  const model = useApp((state) => state.experiment.model);
  const edit = useSetField();
  const moves = useFieldControl();
  return (
    <Settings>
      <Setting name={t("layers.heading")}>
        <LayerWidths
          widths={model.hidden}
          maxLayers={limits.hiddenLayers.max}
          width={limits.width}
          {...moves((hidden: number[]) => withField("model", { hidden }))}
        />
      </Setting>
      <Setting name={t("layers.activation")}>
        <InlineChoice<ActivationName>
          label={t("layers.activation")}
          choices={activations.map((value) => ({ value, label: t(`activation.${value}`) }))}
          value={model.activation}
          onChange={(activation) => edit("model", { activation })}
        />
      </Setting>
      {model.activation === "leaky_relu" && (
        <Setting name={t("layers.negativeSlope")}>
          <InlineNumber
            label={t("layers.negativeSlope")}
            value={model.negativeSlope}
            defaultValue={0.01}
            step={0.01}
            {...limits.negativeSlope}
            {...moves((negativeSlope: number) => withField("model", { negativeSlope }))}
          />
        </Setting>
      )}
      <NetworkView />
      <ModelSummaryTable />
    </Settings>
  );
}

function ModelSummaryTable(): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const summary = modelSummary(useModelLayout());
  return (
    <table className={`tabular ${styles.summary}`}>
      <caption className="visuallyHidden">{t("summary.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("summary.layer")}</th>
          <th scope="col">{t("summary.shape")}</th>
          <th scope="col">{t("summary.parameters")}</th>
        </tr>
      </thead>
      <tbody>
        {summary.layers.map((layer) => (
          <tr key={layer.name}>
            <th scope="row">{layer.name}</th>
            <td>{`[−1, ${layer.outputs}]`}</td>
            <td>{format.integer(layer.parameters)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{t("summary.total")}</th>
          <td>{t("summary.megabytes", { size: format.fixed(summary.totalMb, 6) })}</td>
          <td>{format.integer(summary.totalParameters)}</td>
        </tr>
      </tbody>
    </table>
  );
}
