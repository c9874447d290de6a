import type { ReactElement } from "react";
import { useTranslate } from "../../i18n";
import { Block } from "../shared/Panel";
import { ExperimentSentence } from "./ExperimentSentence";
import { NetworkView } from "./NetworkView";

/** What is trained on what, as a sentence whose dotted words can be changed, and the network below it. */
export function ExperimentPanel(): ReactElement {
  const t = useTranslate();
  return (
    <>
      <Block heading={t("experiment.heading")}>
        <ExperimentSentence />
      </Block>
      <NetworkView />
    </>
  );
}
