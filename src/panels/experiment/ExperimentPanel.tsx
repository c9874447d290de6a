import type { ReactElement } from "react";
import { useTranslate, withLaterTexts } from "../../i18n";
import { lazyPart } from "../../scheduling/lazyPart";
import { useLargeScreen } from "../hooks/useScreenSize";
import { Block } from "../parts/Panel";
import { ExperimentSentence } from "./ExperimentSentence";
import { networkHeight } from "./networkHeight";
import { useModelLayout } from "./useModelLayout";

/** Loaded after the first paint: its weights come with the run's first snapshot. */
const NetworkView = lazyPart(() => withLaterTexts(import("./NetworkView")), "NetworkView");
/** Height of the caption below the diagram. */
const CAPTION_PX = 18;

/**
 * The experiment as a sentence whose dotted words are controls; on large screens with the network
 * below it, which smaller ones show in the network's settings.
 */
export function ExperimentPanel(): ReactElement {
  const t = useTranslate();
  const { widths } = useModelLayout();
  const large = useLargeScreen();
  return (
    <>
      <Block heading={t("experiment.heading")}>
        <ExperimentSentence />
      </Block>
      {large && <NetworkView fallback={<div style={{ blockSize: networkHeight(widths) + CAPTION_PX }} />} />}
    </>
  );
}
