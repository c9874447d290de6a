import { type ReactElement, useMemo, useState } from "react";
import { ValueBars } from "../../charts/bars/ValueBars";
import { type ClusterNode, ClusterTree } from "../../charts/clusters/ClusterTree";
import { CutoffAxis } from "../../charts/clusters/CutoffAxis";
import { Rich, useFormat, useTranslate } from "../../i18n";
import type { ParameterValue } from "../../language";
import type { LossDefinition } from "../../losses";
import { clusterOf, clusterParameters, softmaxClusters } from "../../losses/classes/softmaxClusters";
import { runningShares, zipfShares } from "../../metrics/zipf";
import { Block } from "../parts/Panel";
import { expectedMultiplications, headMultiplications, tailMultiplications, weightCount } from "./clusterCosts";
import { classLoss, frequencyWeights } from "./frequencyWeights";
import styles from "./SumViews.module.css";

export interface ClustersViewProps {
  definition: LossDefinition;
  /**
   * Parameters of the module by their torch names; lists are single values. Missing ones have their
   * defaults.
   */
  parameters: Readonly<Record<string, ParameterValue>>;
}

/**
 * An adaptive softmax over classes whose frequencies follow Zipf's law: the cutoffs, the
 * computation that they save, and the path to one class.
 */
export function ClustersView({ parameters }: ClustersViewProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  // Compared by content: a new object with the same values must not reset dragged cutoffs.
  const written = JSON.stringify(parameters);
  const given = useMemo(() => {
    const own: Readonly<Record<string, ParameterValue>> = JSON.parse(written);
    return Object.fromEntries(clusterParameters.map(({ name, default: value }) => [name, own[name] ?? value!]));
  }, [written]);
  const [dragged, setDragged] = useState<{ of: typeof given; cutoffs: readonly number[] } | null>(null);
  const [wanted, setWanted] = useState(350);
  const classes = given.n_classes as number;
  // Dragged cutoffs hold only for the parameters under which they were dragged.
  const cutoffs = dragged?.of === given ? dragged.cutoffs : (given.cutoffs as readonly number[]);
  const layout = useMemo(() => softmaxClusters({ ...given, cutoffs }), [given, cutoffs]);
  const { shares, running } = useMemo(() => {
    const shares = zipfShares(classes);
    return { shares, running: runningShares(shares) };
  }, [classes]);
  const weights = useMemo(() => frequencyWeights(layout, shares, running), [layout, shares, running]);
  const chosen = Math.min(wanted, classes - 1);
  const { loss, ofHead } = useMemo(
    () => classLoss({ ...given, cutoffs }, weights, chosen),
    [given, cutoffs, weights, chosen],
  );

  const cluster = clusterOf(layout, chosen);
  // Computed from the rounded numbers, so that the displayed parts add up to the displayed total.
  const ofTail = Number(loss.toFixed(2)) - Number(ofHead.toFixed(2));
  const full = layout.features * classes;
  const expected = expectedMultiplications(layout, running);
  const owned = weightCount(layout);
  const two = (value: number) => format.fixed(value, 2);
  const count = (value: number) => format.integer(value);
  const cost = (value: number) => t("view.clusters.multiplications", { count: value });

  const shortlist = { id: "shortlist", name: t("view.clusters.shortlist"), first: 0, end: layout.shortlist };
  const tails = layout.clusters.map(({ first, size }, i) => ({
    id: `tail${i}`,
    name: t("view.clusters.tail", { number: i + 1 }),
    first,
    end: first + size,
  }));
  const ranges = [shortlist, ...tails].map((part) => ({ ...part, share: running[part.end]! - running[part.first]! }));
  const head: ClusterNode = {
    id: "head",
    name: t("view.clusters.head"),
    sizes: `${count(layout.features)} → ${count(layout.shortlist)} + ${layout.clusters.length}`,
    multiplications: headMultiplications(layout),
    costText: cost(headMultiplications(layout)),
    share: 1,
    shareText: format.percent(1),
    step: cluster === null ? undefined : `${two(ofHead)} +`,
  };
  const branches = ranges.map(({ id, name, share, first, end }, i): ClusterNode => {
    const tail = layout.clusters[i - 1];
    const own = tail === undefined ? 0 : tailMultiplications(layout, i - 1);
    const taken = i === (cluster === null ? 0 : cluster + 1);
    return {
      id,
      name,
      sizes:
        tail === undefined
          ? t("view.clusters.classes", { count: end - first })
          : `${count(layout.features)} → ${count(tail.projection)} → ${count(tail.size)}`,
      multiplications: own,
      costText: own === 0 ? "" : cost(own),
      share,
      shareText: t("view.clusters.samples", { share: format.percent(share) }),
      step: taken ? two(cluster === null ? loss : ofTail) : undefined,
    };
  });

  return (
    <>
      <Block heading={t("view.clusters.heading")} detail={t("view.clusters.detail")}>
        <p className={styles.caption}>
          <Rich
            id="view.clusters.sentence"
            values={{ times: format.significant(full / expected, 3), expected: count(expected), full: count(full) }}
            components={{ 0: <b className="tabular" /> }}
          />
        </p>
        <CutoffAxis
          label={t("view.clusters.axisName")}
          description={t("view.clusters.axisDescription")}
          classes={classes}
          ranges={ranges}
          running={running}
          onCutoff={(cutoff, first) => {
            const [lower, upper] = [(cutoffs[cutoff - 1] ?? 0) + 1, (cutoffs[cutoff + 1] ?? classes) - 1];
            setDragged({ of: given, cutoffs: cutoffs.with(cutoff, Math.min(upper, Math.max(lower, first))) });
          }}
          cutoffName={(cutoff) => t("view.clusters.cutoff", { number: cutoff + 1 })}
          chosen={chosen}
          onChoose={(rank) => setWanted(Math.min(classes - 1, Math.max(0, rank)))}
          chosenName={t("view.clusters.chosen")}
          chosenText={t("view.clusters.chosenText", { rank: chosen + 1, loss: two(loss) })}
          xLabel={t("view.clusters.rank")}
          yLabel={t("view.clusters.covered")}
          formatCount={count}
          formatShare={(share) => format.percent(share)}
          columns={[t("view.clusters.part"), t("view.clusters.rank"), t("view.clusters.covered")]}
        />
      </Block>
      <Block heading={t("view.clusters.treeHeading", { rank: chosen + 1 })}>
        <p className={styles.caption}>
          <Rich
            id={cluster === null ? "view.clusters.inHead" : "view.clusters.inTail"}
            values={{ loss: two(loss), head: two(ofHead), rest: two(ofTail), number: (cluster ?? 0) + 1 }}
            components={{ 0: <b className="tabular" /> }}
          />
        </p>
        <ClusterTree
          label={t("view.clusters.treeName")}
          description={t("view.clusters.treeDescription")}
          head={head}
          branches={branches}
          columns={[
            t("view.clusters.part"),
            t("view.clusters.layers"),
            t("view.clusters.costColumn"),
            t("view.clusters.covered"),
            "−ln p",
          ]}
        />
      </Block>
      <Block heading={t("view.clusters.costHeading")} detail={t("view.clusters.costDetail")}>
        <ValueBars
          label={t("view.clusters.costHeading")}
          columns={[t("view.clusters.part"), t("view.clusters.costColumn")]}
          rows={[
            { id: "full", label: t("view.clusters.full"), value: full },
            { id: "expected", label: t("view.clusters.adaptive"), value: expected, emphasised: true },
            { id: "weights", label: t("view.clusters.weights"), value: owned },
          ].map((row) => ({ ...row, name: row.label, text: count(row.value) }))}
        />
      </Block>
    </>
  );
}
