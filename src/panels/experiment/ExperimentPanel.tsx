import type { ReactElement } from "react";
import { useTranslate } from "../../i18n";
import { lazyPart } from "../../scheduling/lazyPart";
import { Block } from "../parts/Panel";
import { ExperimentSentence } from "./ExperimentSentence";
import { networkHeight } from "./networkHeight";
import { useModelLayout } from "./useModelLayout";

/** After the first paint: its weights come with the run's first snapshot. */
const NetworkView = lazyPart(() => import("./NetworkView"), "NetworkView");
/** Under the picture. */
const CAPTION_PX = 18;

/** What is trained on what, as a sentence whose dotted words can be changed, and the network below it. */
export function ExperimentPanel(): ReactElement {
  const t = useTranslate();
  const { widths } = useModelLayout();
  return (
    <>
      <Block heading={t("experiment.heading")}>
        <ExperimentSentence />
      </Block>
      <NetworkView fallback={<div style={{ blockSize: networkHeight(widths) + CAPTION_PX }} />} />
    </>
  );
}
