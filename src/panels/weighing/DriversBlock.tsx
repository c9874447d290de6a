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

  const shares = useMemo(() => {
    if (trainLogits === undefined) return null;
    const ones = new Float64Array(trainLogits.length).fill(1);
    const of = (gradients: ArrayLike<number>): Shares => {
      const { positives, easyNegatives, hardNegatives } = gradientShare(gradients, trainLogits, labels, easyAbove);
      return { positive: positives, easyNegative: easyNegatives, hardNegative: hardNegatives };
    };
    const under = (which: LossOnLogits, values: ParameterValues) => of(samplePulls(which, trainLogits, labels, values));
    const before = withoutFocusing(definition, parameters);
    return {
      samples: of(ones),
      crossEntropy: under(crossEntropy, crossEntropyParameters),
      before: before && under(loss, before),
      loss: under(loss, parameters),
    };
  }, [trainLogits, labels, easyAbove, definition, loss, parameters, crossEntropy, crossEntropyParameters]);

  const settings = Object.entries(definition.sliders).map(([name, slider]) => ({
    name,
    latex: `${slider.symbol} = ${format.shortSetting(parameters[name] ?? Number.NaN)}`,
    neutral: slider.neutral,
  }));
  const accent = (parts: typeof settings): ReactNode => (
    <Tex latex={`\\htmlClass{parameter}{${parts.map(({ latex }) => latex).join(",\\;")}}`} />
  );
  const gradientOf = (under: ReactNode): ReactNode => (
    <>
      <span>{t("drivers.ofGradient")}</span>
      <br />
      <b>{under}</b>
    </>
  );
  const row = (id: string, label: ReactNode, name: string, part: Shares, emphasised = false): ShareRow => ({
    id,
    label,
    name,
    shares: part,
    ratio: ratioText(part, format.fixed),
    emphasised,
  });
  const lossName = lossWord(t, "short", definition.id);
  const rows: ShareRow[] =
    shares === null
      ? []
      : [
          row("samples", t("drivers.ofSamples"), t("drivers.ofSamples"), shares.samples),
          row("cross", gradientOf(t("curve.crossEntropy")), t("curve.crossEntropy"), shares.crossEntropy),
          ...(shares.before
            ? [
                row(
                  "before",
                  gradientOf(accent(settings.filter(({ neutral }) => neutral === undefined))),
                  t("drivers.withoutFocusing"),
                  shares.before,
                ),
              ]
            : []),
          row(
            "loss",
            gradientOf(settings.length > 0 ? accent(settings.toReversed()) : lossName),
            lossName,
            shares.loss,
            true,
          ),
        ];
  return (
    <Block
      heading={t("drivers.heading")}
      detail={t("drivers.detail", { epoch: format.integer(epoch), probability: format.tick(easyAbove, 2) })}
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
 * The parameters with the focusing ones set to neutral; undefined if none is active, or if the loss
 * has no other parameter.
 */
function withoutFocusing(definition: LossDefinition, parameters: ParameterValues): ParameterValues | undefined {
  const sliders = Object.entries(definition.sliders);
  const neutral = sliders.filter(
    ([name, slider]) => slider.neutral !== undefined && parameters[name] !== slider.neutral,
  );
  if (neutral.length === 0 || sliders.length < 2) return undefined;
  return { ...parameters, ...Object.fromEntries(neutral.map(([name, slider]) => [name, slider.neutral!])) };
}

/** The ratio negatives : positives. */
function ratioText(
  { easyNegative, hardNegative, positive }: Shares,
  fixed: (value: number, decimals: number) => string,
): string {
  const ratio = (easyNegative + hardNegative) / positive;
  return Number.isFinite(ratio) ? `${fixed(ratio, ratio >= 100 ? 0 : 1)} : 1` : "–";
}
