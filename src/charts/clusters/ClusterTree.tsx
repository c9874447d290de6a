import bars from "../bars/Bars.module.css";
import { Drawing } from "../parts/Drawing";
import { useTokens } from "../parts/tokens";
import { useSize } from "../parts/useSize";
import styles from "./Clusters.module.css";

/** A part of the tree: the head, or a branch to which the head sends samples. */
export interface ClusterNode {
  id: string;
  name: string;
  /** Layer sizes, e.g. 64 → 16 → 180. Empty for classes that belong to the head itself. */
  sizes: string;
  /** Number of multiplications for each sample that reaches this node. */
  multiplications: number;
  costText: string;
  /** Share of all samples that reach this node, 0 to 1. */
  share: number;
  shareText: string;
  /** If this node is on the path to the chosen class: the text of this step's part of the loss. */
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
const RIBBON_HEIGHT_PX = 64;
/** Total width of all ribbons: 100 % of the samples. */
const ALL_RIBBONS_PX = 46;

/**
 * The head and its branches. A bar's width is its cost; a ribbon's width is the share of samples
 * that take it.
 */
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
  const ribbonsTop = headTop + BAR_PX + 2;
  const branchTop = ribbonsTop + RIBBON_HEIGHT_PX;
  const heightPx = branchTop + BAR_PX + Math.round(small * 5.2);
  const middle = widthPx / 2;
  // Ribbons leave the head next to each other in the order of the branches.
  let taken = -ALL_RIBBONS_PX / 2;
  const ribbons = branches.map((branch, i) => {
    const width = ALL_RIBBONS_PX * branch.share;
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
      {ribbons.map(({ branch, width, from, to }) => (
        <path
          key={branch.id}
          className={`${styles.way} ${branch.step === undefined ? "" : styles.taken}`}
          data-way={branch.id}
          d={ribbon(from, to, Math.max(1, width), ribbonsTop, branchTop - 2)}
        />
      ))}
      <text className={`${bars.text} ${bars.middle} ${bars.strong}`} x={middle} y={small}>
        {head.name}
      </text>
      <text className={`${bars.text} ${bars.middle}`} x={middle} y={small * 2.3}>
        {`${head.sizes} · ${head.costText}`}
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
          x={middle + ALL_RIBBONS_PX / 2 + small}
          y={ribbonsTop + small * 1.1}
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
              // Ribbons come from the middle, so there is room on the outer side.
              x={centre(i) + (centre(i) < middle - 1 ? -1 : 1) * (6 + (ALL_RIBBONS_PX * branch.share) / 2)}
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

/**
 * A filled path of constant horizontal width between two heights. A stroke this wide would be
 * distorted at its ends.
 */
function ribbon(from: number, to: number, width: number, top: number, bottom: number): string {
  const half = width / 2;
  const middle = (top + bottom) / 2;
  return (
    `M${from - half},${top}C${from - half},${middle} ${to - half},${middle} ${to - half},${bottom}` +
    `H${to + half}C${to + half},${middle} ${from + half},${middle} ${from + half},${top}Z`
  );
}
