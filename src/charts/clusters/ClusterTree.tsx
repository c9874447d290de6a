import bars from "../bars/Bars.module.css";
import { Drawing } from "../parts/Drawing";
import { useTokens } from "../parts/tokens";
import { useSize } from "../parts/useSize";
import styles from "./Clusters.module.css";

/** A part of the tree: the head, or what a sample goes to from there. */
export interface ClusterNode {
  id: string;
  name: string;
  /** What it computes, as sizes: 64 → 16 → 180. Empty for classes that the head names itself. */
  sizes: string;
  /** Of one sample that comes here. */
  multiplications: number;
  costText: string;
  /** Of the samples that come here: 0 to 1. */
  share: number;
  shareText: string;
  /** On the way to the chosen class, with what this step adds to the loss. */
  step?: string | undefined;
}

export interface ClusterTreeProps {
  label: string;
  description: string;
  head: ClusterNode;
  /** The shortlist, then the tail clusters. */
  branches: readonly ClusterNode[];
  /** Headings of the table: part, layers, multiplications, samples, part of the loss. */
  columns: readonly [string, string, string, string, string];
}

const BAR_PX = 16;
const FALL_PX = 64;
/** Width of the way of all samples together. */
const ALL_PX = 46;

/** The head and what lies behind it: bars as wide as their cost, ways as wide as the share of samples that take them. */
export function ClusterTree({ label, description, head, branches, columns }: ClusterTreeProps) {
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const { textPx } = useTokens();
  const small = textPx[0];
  const pitch = Math.max(1, widthPx / branches.length);
  const centre = (branch: number) => (branch + 0.5) * pitch;
  const perMultiplication = Math.min(
    (0.94 * widthPx) / head.multiplications,
    (0.92 * pitch) / Math.max(...branches.map(({ multiplications }) => multiplications), 1),
  );
  const cost = (multiplications: number) => multiplications * perMultiplication;
  const headTop = Math.round(small * 2.9);
  const waysTop = headTop + BAR_PX + 2;
  const branchTop = waysTop + FALL_PX;
  const heightPx = branchTop + BAR_PX + Math.round(small * 5.2);
  const middle = widthPx / 2;
  // Ways leave the head side by side in the order of the branches.
  let taken = -ALL_PX / 2;
  const ways = branches.map((branch, i) => {
    const width = ALL_PX * branch.share;
    const from = middle + taken + width / 2;
    taken += width;
    return { branch, width, from, to: centre(i) };
  });
  const nodes = [head, ...branches];
  return (
    <Drawing
      ref={ref}
      widthPx={widthPx}
      heightPx={heightPx}
      label={label}
      description={description}
      columns={columns}
      rows={nodes.map(({ name, sizes, costText, shareText, step }) => [name, sizes, costText, shareText, step ?? ""])}
    >
      {ways.map(({ branch, width, from, to }) => (
        <path
          key={branch.id}
          className={`${styles.way} ${branch.step === undefined ? "" : styles.taken}`}
          data-way={branch.id}
          d={ribbon(from, to, Math.max(1, width), waysTop, branchTop - 2)}
        />
      ))}
      <text className={`${bars.text} ${bars.middle} ${bars.strong}`} x={middle} y={small}>
        {head.name}
      </text>
      <text className={`${bars.text} ${bars.middle}`} x={middle} y={small * 2.3}>
        {head.sizes} · {head.costText}
      </text>
      <rect
        className={styles.cost}
        data-node={head.id}
        x={middle - cost(head.multiplications) / 2}
        width={Math.max(1, cost(head.multiplications))}
        y={headTop}
        height={BAR_PX}
      />
      {head.step !== undefined && (
        <text
          className={`${bars.text} ${bars.accentText} ${styles.over}`}
          x={middle + ALL_PX / 2 + small}
          y={waysTop + small * 1.1}
        >
          {head.step}
        </text>
      )}
      {branches.map((branch, i) => (
        <g key={branch.id} data-node={branch.id}>
          <rect
            className={branch.multiplications > 0 ? styles.cost : styles.free}
            x={centre(i) - Math.max(branch.multiplications > 0 ? 1 : 10, cost(branch.multiplications)) / 2}
            width={Math.max(branch.multiplications > 0 ? 1 : 10, cost(branch.multiplications))}
            y={branchTop}
            height={BAR_PX}
          />
          {[branch.name, branch.shareText, branch.sizes, branch.costText]
            .filter((text) => text !== "")
            .map((text, line) => (
              <text
                key={text}
                className={`${bars.text} ${bars.middle} ${line === 0 ? bars.strong : ""}`}
                x={centre(i)}
                y={branchTop + BAR_PX + small * (1.25 + 1.25 * line)}
              >
                {text}
              </text>
            ))}
          {branch.step !== undefined && branch.step !== "" && (
            <text
              className={`${bars.text} ${centre(i) < middle - 1 ? bars.end : ""} ${bars.accentText}`}
              // Ways come from the middle: the outer side is free.
              x={centre(i) + (centre(i) < middle - 1 ? -1 : 1) * (6 + (ALL_PX * branch.share) / 2)}
              y={branchTop - 6}
            >
              {branch.step}
            </text>
          )}
        </g>
      ))}
    </Drawing>
  );
}

/** From one height to another, as wide everywhere: along a stroke, so wide a way would tear at its ends. */
function ribbon(from: number, to: number, width: number, top: number, bottom: number): string {
  const half = width / 2;
  const middle = (top + bottom) / 2;
  return (
    `M${from - half},${top}C${from - half},${middle} ${to - half},${middle} ${to - half},${bottom}` +
    `H${to + half}C${to + half},${middle} ${from + half},${middle} ${from + half},${top}Z`
  );
}
