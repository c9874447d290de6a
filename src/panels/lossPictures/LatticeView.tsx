import { type ReactElement, useMemo, useState } from "react";
import { LatticeChart } from "../../charts/lattice/LatticeChart";
import { ShareSliders } from "../../charts/lattice/ShareSliders";
import { InlineNumber } from "../../controls";
import { Rich, useFormat, useTranslate } from "../../i18n";
import type { ParameterValue } from "../../language";
import type { LossDefinition } from "../../losses";
import { alignmentLattice, occupancy } from "../../losses/sequence/alignmentLattice";
import { bestAlignment } from "../../losses/sequence/bestAlignment";
import { connectionistTemporal } from "../../losses/sequence/connectionistTemporal";
import { withBin } from "../../metrics/divergence";
import { Block } from "../parts/Panel";
import { countAlignments, fewestTimeSteps, latticeEdges } from "./alignments";
import styles from "./SumViews.module.css";

export interface LatticeViewProps {
  definition: LossDefinition;
  /** Only `zero_infinity` of CTC changes the picture; other parameters are ignored. */
  parameters: Readonly<Record<string, ParameterValue>>;
}

/** Symbol 0 is the blank. */
const BLANK = 0;
const symbols = [
  { text: "–", blank: true },
  { text: "a", blank: false },
  { text: "b", blank: false },
  { text: "c", blank: false },
] as const;
const CLASSES = symbols.length;
const MAX_TIME_STEPS = 10;
const MAX_WORD_LENGTH = 4;

/**
 * Output of a network that is unsure of the timing, at ten time steps: probabilities of blank, a, b
 * and c. The word is "abb".
 */
const exampleTimeSteps: readonly (readonly number[])[] = [
  [0.62, 0.3, 0.04, 0.04],
  [0.2, 0.72, 0.05, 0.03],
  [0.42, 0.4, 0.14, 0.04],
  [0.3, 0.08, 0.58, 0.04],
  [0.18, 0.03, 0.72, 0.07],
  [0.7, 0.03, 0.22, 0.05],
  [0.26, 0.04, 0.6, 0.1],
  [0.6, 0.05, 0.27, 0.08],
  [0.8, 0.06, 0.08, 0.06],
  [0.86, 0.05, 0.05, 0.04],
];

/**
 * All alignments of a word with the time steps of a sequence, probabilities that can be dragged,
 * and the resulting loss.
 */
export function LatticeView({ parameters }: LatticeViewProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const [word, setWord] = useState("abb");
  const [timeSteps, setTimeSteps] = useState(8);
  const [selected, setSelected] = useState(2);
  const [distributions, setDistributions] = useState<readonly Float64Array[]>(() =>
    exampleTimeSteps.map((shares) => Float64Array.from(shares)),
  );
  const zeroInfinity = parameters.zero_infinity === true;
  const chosen = Math.min(selected, timeSteps - 1);

  const drawn = useMemo(() => {
    const labels = Array.from(word, (letter) => symbols.findIndex(({ text }) => text === letter));
    const probabilities = Float64Array.from(distributions.slice(0, timeSteps).flatMap((shares) => [...shares]));
    const logProbabilities = probabilities.map(Math.log);
    const lattice = alignmentLattice(logProbabilities, CLASSES, labels, BLANK);
    const best = bestAlignment(logProbabilities, CLASSES, lattice.symbols, BLANK);
    const { perSample } = connectionistTemporal.evaluate(
      {
        // log_softmax does not change normalised log-probabilities.
        logits: { shape: [timeSteps, 1, CLASSES], data: logProbabilities },
        targets: { shape: [1, labels.length], data: Float64Array.from(labels) },
        input_lengths: { shape: [1], data: Float64Array.of(timeSteps) },
        target_lengths: { shape: [1], data: Float64Array.of(labels.length) },
      },
      { blank: BLANK, zero_infinity: zeroInfinity },
    );
    return {
      probabilities,
      states: Array.from(lattice.symbols, (symbol) => symbols[symbol]!),
      occupancy: occupancy(lattice),
      edges: latticeEdges(lattice, logProbabilities, CLASSES, BLANK),
      best: best.states,
      bestShare: Math.exp(best.logProbability - lattice.logProbability),
      alignments: countAlignments(timeSteps, CLASSES, labels, BLANK),
      fewest: fewestTimeSteps(labels),
      loss: perSample.data[0]!,
      probability: Math.exp(lattice.logProbability),
    };
  }, [word, timeSteps, distributions, zeroInfinity]);

  const possible = drawn.best.length > 0;
  const marks = {
    0: <b className="tabular" />,
    1: <b className="tabular" />,
    2: <span className={styles.accent} />,
  };
  const asked = {
    word: <WordInput label={t("view.lattice.word")} value={word} onChange={setWord} />,
    moments: (
      <InlineNumber
        label={t("view.lattice.moments")}
        value={timeSteps}
        onChange={setTimeSteps}
        min={1}
        max={MAX_TIME_STEPS}
        step={1}
      />
    ),
  };
  return (
    <>
      <Block heading={t("view.lattice.heading")} detail={t("view.lattice.detail")}>
        <p className={styles.caption}>
          <Rich
            id={possible ? "view.lattice.sentence" : "view.lattice.impossible"}
            values={{
              ...asked,
              alignments: format.integer(drawn.alignments),
              probability: format.significant(drawn.probability, 3),
              loss: Number.isFinite(drawn.loss) ? format.fixed(drawn.loss, 3) : "∞",
              best: format.percent(drawn.bestShare),
              fewest: drawn.fewest,
            }}
            components={marks}
          />
          {!possible && zeroInfinity && <span>{` ${t("view.lattice.zeroInfinity")}`}</span>}
        </p>
        <LatticeChart
          label={t("view.lattice.name")}
          description={t("view.lattice.description")}
          timeSteps={timeSteps}
          states={drawn.states}
          occupancy={drawn.occupancy}
          edges={drawn.edges}
          best={drawn.best}
          probabilities={drawn.probabilities}
          symbols={symbols}
          probabilitiesLabel={t("view.lattice.probabilities")}
          timeStepLabel={t("view.lattice.moment")}
          selected={chosen}
          onSelect={setSelected}
          handleName={t("view.lattice.choose")}
          valueText={t("view.lattice.chosen", { moment: chosen + 1, moments: timeSteps })}
          nothing={t("view.lattice.nothing", { fewest: drawn.fewest, moments: timeSteps })}
          formatShare={(share) => format.bare(share, 2)}
          rowHeading={t("view.lattice.state")}
        />
      </Block>
      <Block heading={t("view.lattice.momentHeading", { moment: chosen + 1 })} detail={t("view.lattice.momentDetail")}>
        <ShareSliders
          rows={symbols.map(({ text, blank }, symbol) => ({
            id: text,
            text,
            name: t("view.lattice.symbol", { symbol: blank ? "blank" : text, moment: chosen + 1 }),
            share: distributions[chosen]![symbol]!,
            quiet: blank,
          }))}
          onShare={(symbol, share) => setDistributions((was) => was.with(chosen, withBin(was[chosen]!, symbol, share)))}
          formatShare={(share) => format.bare(share, 2)}
        />
      </Block>
    </>
  );
}

/** The target word; letters other than a, b and c are dropped. */
function WordInput({ label, value, onChange }: { label: string; value: string; onChange: (word: string) => void }) {
  return (
    <input
      className={styles.word}
      aria-label={label}
      value={value}
      spellCheck={false}
      autoCapitalize="none"
      onChange={(event) =>
        onChange(
          event.target.value
            .toLowerCase()
            .replaceAll(/[^abc]/g, "")
            .slice(0, MAX_WORD_LENGTH),
        )
      }
    />
  );
}
