import { memo, type ReactElement, type ReactNode, useMemo } from "react";
import type { Shares } from "../../charts";
import { ShareBars, type ShareRow } from "../../charts/shares/ShareBars";
import { useFormat, useTranslate } from "../../i18n";
import type { ParameterValues } from "../../language";
import type { LossDefinition, LossOnLogits } from "../../losses";
import { gradientShare } from "../../metrics/gradientShare";
import { useWhenIdle } from "../../scheduling/useWhenIdle";
import { shownSamples } from "../../store/state";
import type { Snapshot } from "../../training/snapshot";
import { lossWord } from "../format/lossWord";
import { useApp } from "../hooks/useApp";
import { type LossView, useTrainedLossView } from "../hooks/useLossView";
import { useShownResults } from "../hooks/useShownResults";
import { Block } from "../parts/Panel";
import { Tex } from "../parts/Tex";
import { samplePulls } from "../samples/samplePulls";

/**
 * Shares of the training samples' gradient by class and difficulty, step by step from the raw
 * counts to this loss.
 */
export const DriversBlock = memo((): ReactElement | null => {
  const view = useTrainedLossView();
  const snapshot = useShownResults("shares", (results) => results.snapshot);
  // The boundary, the curves and the metrics are drawn first.
  const shown = useWhenIdle(useMemo(() => ({ view, snapshot }), [view, snapshot]));
  return shown.view && <Drivers view={shown.view} snapshot={shown.snapshot} />;
});

const Drivers = memo(({ view, snapshot }: { view: LossView; snapshot: Snapshot | null }): ReactElement => {
  const t = useTranslate();
  const format = useFormat();
  const trainLogits = snapshot?.trainLogits;
  const epoch = snapshot?.epoch ?? 0;
  const labels = useApp(shownSamples).labels;
  const easyAbove = useApp((state) => state.easyAbove);
  const { definition, loss, parameters, crossEntropy, crossEntropyParameters } = view;

  const before = useMemo(() => withoutFocusing(definition, parameters), [definition, parameters]);
  const shares = useMemo(() => {
    if (trainLogits === undefined) return null;
    const ones = new Float64Array(trainLogits.length).fill(1);
    const of = (gradients: ArrayLike<number>): Shares => {
      const { positives, easyNegatives, hardNegatives } = gradientShare(gradients, trainLogits, labels, easyAbove);
      return { positive: positives, easyNegative: easyNegatives, hardNegative: hardNegatives };
    };
    const under = (which: LossOnLogits, values: ParameterValues) => of(samplePulls(which, trainLogits, labels, values));
    return {
      samples: of(ones),
      crossEntropy: under(crossEntropy, crossEntropyParameters),
      before: before && under(loss, { ...parameters, ...before }),
      loss: under(loss, parameters),
    };
  }, [trainLogits, labels, easyAbove, before, loss, parameters, crossEntropy, crossEntropyParameters]);

  const lossName = lossWord(t, "short", definition.id);
  /** A row's name, with the values in which it differs from its neighbour. */
  const named = (first: string, values: ParameterValues = {}): ReactNode => (
    <span>
      <span>{first}</span>
      {Object.entries(values).map(([name, value]) => (
        <b key={name}>
          {" "}
          <Tex latex={`\\htmlClass{parameter}{${definition.sliders[name]!.symbol} = ${format.shortSetting(value)}}`} />
        </b>
      ))}
    </span>
  );
  const row = (id: string, label: ReactNode, name: string, part: Shares, emphasised = false): ShareRow => ({
    id,
    label,
    name,
    shares: part,
    ratio: ratioText(part, format.fixed),
    emphasised,
  });
  const rows: ShareRow[] =
    shares === null
      ? []
      : [
          row("samples", t("drivers.ofSamples"), t("drivers.ofSamples"), shares.samples),
          row("cross", named(t("curve.crossEntropy")), t("curve.crossEntropy"), shares.crossEntropy),
          ...(before && shares.before
            ? [row("before", named(lossName, before), t("drivers.withoutFocusing"), shares.before)]
            : []),
          row("loss", named(lossName, before && own(parameters, before)), lossName, shares.loss, true),
        ];
  return (
    <Block
      heading={t("drivers.heading")}
      detail={
        shares !== null && !hasShares(shares.loss)
          ? t("drivers.allZero")
          : t("drivers.detail", { epoch: format.integer(epoch), probability: format.tick(easyAbove, 2) })
      }
    >
      <ShareBars
        label={t("drivers.heading")}
        description={t("drivers.description")}
        rows={rows}
        names={{
          easyNegative: t("drivers.easyNegatives"),
          hardNegative: t("drivers.hardNegatives"),
          positive: t("drivers.positives"),
        }}
        ratioLabel={t("drivers.ratio")}
        formatShare={(share) => format.percent(share, share < 0.095 ? 1 : 0)}
        rowHeading={t("drivers.share")}
      />
    </Block>
  );
});

/**
 * The neutral values of the focusing parameters that are active; undefined if none is, or if the
 * loss has no other parameter.
 */
function withoutFocusing(definition: LossDefinition, parameters: ParameterValues): ParameterValues | undefined {
  const sliders = Object.entries(definition.sliders);
  const neutral = sliders.filter(
    ([name, slider]) => slider.neutral !== undefined && parameters[name] !== slider.neutral,
  );
  if (neutral.length === 0 || sliders.length < 2) return undefined;
  return Object.fromEntries(neutral.map(([name, slider]) => [name, slider.neutral!]));
}

/** The present values of the parameters that `others` names. */
function own(parameters: ParameterValues, others: ParameterValues): ParameterValues {
  return Object.fromEntries(Object.keys(others).map((name) => [name, parameters[name] ?? Number.NaN]));
}

/** Whether any sample pulls at all. */
function hasShares({ easyNegative, hardNegative, positive }: Shares): boolean {
  return easyNegative + hardNegative + positive > 0;
}

/** The ratio negatives : positives. */
function ratioText(
  { easyNegative, hardNegative, positive }: Shares,
  fixed: (value: number, decimals: number) => string,
): string {
  const ratio = (easyNegative + hardNegative) / positive;
  return Number.isFinite(ratio) ? `${fixed(ratio, ratio >= 100 ? 0 : 1)} : 1` : "–";
}
