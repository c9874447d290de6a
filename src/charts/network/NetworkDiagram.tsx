import { type ReactNode, useId } from "react";
import { useSize } from "../parts/useSize";
import styles from "./NetworkDiagram.module.css";
import { linkScale, type NetworkLayer, type NetworkLink, networkLinks, networkUnits } from "./networkLayout";

export interface NetworkDiagramProps {
  label: string;
  description?: string | undefined;
  /** From first to last; each layer's outputs are the next one's inputs. */
  layers: readonly NetworkLayer[];
  /** [hidden layer][unit]: whether the unit's output is 0 for every sample. */
  silent?: readonly (readonly boolean[])[] | undefined;
  /** Shown next to the input squares, e.g. x₁ and x₂. */
  inputLabels?: readonly ReactNode[] | undefined;
  /** Shown under each column of units: inputs, hidden layers, output. */
  captions?: readonly ReactNode[] | undefined;
  heightPx?: number | undefined;
}

const INPUT_LABEL_PX = 20;

/** The network. A link's width is the size of its weight, its colour the weight's sign. */
export function NetworkDiagram(props: NetworkDiagramProps) {
  const { label, description, layers, silent, inputLabels, captions, heightPx = 152 } = props;
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const descriptionId = useId();
  const widths = layers.length > 0 ? [layers[0]!.inputs, ...layers.map(({ outputs }) => outputs)] : [];
  const left = inputLabels ? INPUT_LABEL_PX : 0;
  const units = networkUnits(widths, Math.max(1, widthPx - left), heightPx);
  const links = networkLinks(layers, units);
  const thickness = linkScale(units);
  const isSilent = (layer: number, index: number) => silent?.[layer - 1]?.[index] === true;
  return (
    <div className={styles.chart}>
      <div ref={ref} className={styles.drawing} style={{ height: heightPx }}>
        {widthPx > 0 && (
          <>
            <svg
              role="img"
              aria-label={label}
              aria-describedby={description ? descriptionId : undefined}
              width={widthPx}
              height={heightPx}
              className={styles.svg}
            >
              <g transform={`translate(${left} 0)`}>
                {links.map((link) => (
                  <path
                    key={link.id}
                    className={link.weight > 0 ? styles.positive : styles.negative}
                    strokeWidth={((0.5 + 2.9 * link.strength) * thickness).toFixed(2)}
                    strokeOpacity={(0.3 + 0.65 * link.strength).toFixed(2)}
                    d={linkPath(link)}
                    data-link={link.id}
                  />
                ))}
                {units
                  .flat()
                  .filter(({ layer, index }) => layer > 0 || inputLabels?.[index] === undefined)
                  .map(({ layer, index, x, y, sizePx }) => (
                    <rect
                      key={`${layer}-${index}`}
                      className={`${styles.unit} ${layer === 0 ? styles.input : ""} ${isSilent(layer, index) ? styles.silent : ""}`}
                      x={x - sizePx / 2}
                      y={y - sizePx / 2}
                      width={sizePx}
                      height={sizePx}
                      rx={Math.min(2, sizePx / 4)}
                      strokeWidth={sizePx > 6 ? 1.2 : 0.5}
                      data-silent={isSilent(layer, index)}
                    />
                  ))}
              </g>
            </svg>
            {units[0]?.map(({ index, x, y, sizePx }) =>
              inputLabels?.[index] === undefined ? null : (
                <span
                  key={index}
                  className={styles.inputLabel}
                  style={{ top: y, right: widthPx - left - x - sizePx / 2 + 5 }}
                  aria-hidden="true"
                >
                  {inputLabels[index]}
                </span>
              ),
            )}
          </>
        )}
      </div>
      {captions && widthPx > 0 && (
        <div className={styles.captions} style={captionColumns(left, units.length)} aria-hidden="true">
          {units.map((column, i) => (
            <span key={column[0]?.layer ?? i}>{captions[i]}</span>
          ))}
        </div>
      )}
      {description && (
        <p id={descriptionId} hidden>
          {description}
        </p>
      )}
    </div>
  );
}

function linkPath({ from, to }: NetworkLink): string {
  const [startX, endX] = [from.x + from.sizePx / 2, to.x - to.sizePx / 2];
  const middle = (startX + endX) / 2;
  const at = (x: number, y: number) => `${x.toFixed(1)},${y.toFixed(1)}`;
  return `M${at(startX, from.y)}C${at(middle, from.y)} ${at(middle, to.y)} ${at(endX, to.y)}`;
}

/**
 * Grid columns as wide as the distance between the picture's columns, half of it at both ends, so
 * that each caption is centred under its column.
 */
function captionColumns(paddingLeft: number, count: number) {
  return {
    paddingLeft,
    gridTemplateColumns: count > 2 ? `1fr repeat(${count - 2}, 2fr) 1fr` : `repeat(${count}, 1fr)`,
  };
}
