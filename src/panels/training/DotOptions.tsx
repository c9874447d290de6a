import type { ReactElement } from "react";
import { SegmentedToggle } from "../../controls";
import { useTranslate } from "../../i18n";
import type { DotArea, SampleSet } from "../../store/state";
import { useActions, useApp } from "../hooks/useApp";
import { PopoverOption, PopoverOptions } from "../parts/PopoverOption";

/** Which samples the plane shows, and what the area of a dot says. */
export function DotOptions(): ReactElement {
  const t = useTranslate();
  const sampleSet = useApp((state) => state.sampleSet);
  const dotArea = useApp((state) => state.dotArea);
  const { setSampleSet, setDotArea } = useActions();
  return (
    <PopoverOptions>
      <PopoverOption name={t("dots.samples")} note={t(`dots.${sampleSet}Note`)}>
        <SegmentedToggle<SampleSet>
          label={t("dots.samples")}
          choices={[
            { value: "training", label: t("field.training") },
            { value: "validation", label: t("field.validation") },
          ]}
          value={sampleSet}
          onChange={setSampleSet}
        />
      </PopoverOption>
      <PopoverOption name={t("dots.area")} note={t(`dots.${dotArea}Note`)}>
        <SegmentedToggle<DotArea>
          label={t("dots.area")}
          choices={[
            { value: "pull", label: t("dots.pull") },
            { value: "equal", label: t("dots.equal") },
          ]}
          value={dotArea}
          onChange={setDotArea}
        />
      </PopoverOption>
    </PopoverOptions>
  );
}
