import { type ReactElement, useMemo, useState } from "react";
import { angleBetween } from "../../charts/vectors/angle";
import { type DrawnVector, VectorChart, type VectorMeasure } from "../../charts/vectors/VectorChart";
import { Rich, useFormat, useTranslate } from "../../i18n";
import { Block } from "../parts/Panel";
import { atSample, labelColumn, overColumns, sampleColumns, vectorInputs } from "./inputColumns";
import { LabelToggle, pairLabels } from "./LabelToggle";
import type { LossViewProps } from "./SimplexView";
import styles from "./View.module.css";

interface Vector {
  x: number;
  y: number;
}

/** Two vectors at a moderate angle. */
const startingPair: readonly Vector[] = [
  { x: 1.4, y: 0.3 },
  { x: 0.85, y: 1 },
];
/** An anchor, a vector close to it, and one that is not far enough away. */
const startingTriplet: readonly Vector[] = [
  { x: 0.5, y: -0.4 },
  { x: 0.1, y: 0.45 },
  { x: 1.45, y: 0.5 },
];

/** Smaller gradients are rounding errors. */
const NO_DESCENT = 1e-9;
/**
 * Cosine of the largest angle at which a descent counts as towards (or away from) a vector;
 * otherwise it is sideways.
 */
const TOWARDS = 0.5;

const distance = (a: Vector, b: Vector) => Math.hypot(a.x - b.x, a.y - b.y);

/**
 * A loss of two or three vectors in the plane. One can be dragged; arrows show the descent at every
 * position it could have.
 */
export function VectorsView({ definition, loss, parameters }: LossViewProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const inputs = useMemo(() => vectorInputs(loss.program), [loss]);
  const triplet = inputs.length > 2;
  const labels = pairLabels(definition.labels);
  const hasLabel = labelColumn(loss.program) !== undefined;
  const [moved, setMoved] = useState<readonly Vector[]>(triplet ? startingTriplet : startingPair);
  const [holding, setHolding] = useState(inputs.length - 1);
  const [chosenLabel, setLabel] = useState(1);

  const tips = inputs.map((_, i) => moved[i] ?? startingTriplet[i % 3]!);
  const held = Math.min(holding, inputs.length - 1);
  const label = labels.includes(chosenLabel) ? chosenLabel : labels[1];
  const sample = sampleColumns(
    loss.program,
    inputs,
    tips.map(({ x, y }) => [x, y]),
    label,
  );
  const { value, descent } = atSample(loss, parameters, sample);
  const descentOf = (i: number): Vector => {
    const { differentiable, firstColumn } = inputs[i]!;
    return differentiable ? { x: descent[firstColumn]!, y: descent[firstColumn + 1]! } : { x: 0, y: 0 };
  };

  // A function of the selected vector's tip. It depends on the other vectors (through `others`),
  // not on the tip itself.
  const others = tips.flatMap(({ x, y }, i) => (i === held ? [] : [x, y])).join(" ");
  const surface = useMemo(() => {
    const { differentiable, firstColumn } = inputs[held]!;
    const axis = (offset: number) => ({ differentiable, column: firstColumn + offset });
    return overColumns(loss, parameters, sample, [axis(0), axis(1)]);
  }, [loss, parameters, inputs, held, others, label]);

  const write = (number: number) => format.bare(number, 3);
  // No space between Chinese sentences.
  const gap = format.locale === "zh-Hans" ? "" : " ";
  const two = (number: number) => format.fixed(number, 2);
  const tones: readonly DrawnVector["tone"][] = triplet
    ? ["ink", "positive", "negative"]
    : ["ink", hasLabel && label !== 1 ? "negative" : "positive"];
  const vectors = inputs.map(({ name }, i): DrawnVector => {
    const { x, y } = tips[i]!;
    return {
      tip: tips[i]!,
      name: <code translate="no">{name}</code>,
      tone: tones[i] ?? "ink",
      handle: {
        label: t("view.vectors.vector", { name }),
        valueText: t("view.vectors.value", { x: two(x), y: two(y), loss: write(value) }),
      },
    };
  });
  const [first, second, third] = tips as [Vector, Vector, Vector?];
  const degrees = (angleBetween(first, second) * 180) / Math.PI;
  const measures: VectorMeasure[] = third
    ? [
        { between: [0, 1], distance: two(distance(first, second)) },
        { between: [0, 2], distance: two(distance(first, third)) },
      ]
    : [
        {
          between: [0, 1],
          angle: Number.isFinite(degrees) ? `${format.integer(degrees)}°` : undefined,
          distance: two(distance(first, second)),
        },
      ];

  const still = inputs.every((_, i) => !(Math.hypot(descentOf(i).x, descentOf(i).y) > NO_DESCENT));
  const other = held === 0 ? 1 : 0;
  const ownDescent = descentOf(held);
  const descentSize = Math.hypot(ownDescent.x, ownDescent.y);
  const apart = distance(tips[other]!, tips[held]!);
  const radial =
    (ownDescent.x * (tips[other]!.x - tips[held]!.x) + ownDescent.y * (tips[other]!.y - tips[held]!.y)) /
    (descentSize * apart);
  const way = radial > TOWARDS ? "towards" : radial < -TOWARDS ? "away" : "sideways";
  const bold = { 0: <b className="tabular" />, 1: <b className="tabular" />, 2: <b className="tabular" /> };
  const name = (i: number) => <code translate="no">{inputs[i]!.name}</code>;

  return (
    <div className={styles.view}>
      <p className={styles.sentence}>
        <Rich
          id={third ? "view.vectors.triplet" : "view.vectors.pair"}
          values={{
            first: name(0),
            second: name(1),
            ...(third
              ? { third: name(2), near: two(distance(first, second)), far: two(distance(first, third)) }
              : {
                  angle: Number.isFinite(degrees) ? format.integer(degrees) : "–",
                  cosine: two(Math.cos((degrees * Math.PI) / 180)),
                  distance: two(distance(first, second)),
                }),
            loss: write(value),
          }}
          components={bold}
        />
        <span>{gap}</span>
        {still ? (
          <span>{t("view.vectors.still")}</span>
        ) : !(descentSize > NO_DESCENT) ? (
          <Rich id="view.vectors.heldStill" values={{ held: name(held) }} />
        ) : (
          <Rich
            id={`view.vectors.${way}`}
            values={{ held: name(held), other: name(other), size: write(descentSize) }}
            components={bold}
          />
        )}
      </p>
      <Block
        heading={t("view.vectors.heading")}
        detail={<Rich id="view.vectors.detail" values={{ held: name(held) }} />}
        aside={hasLabel ? <LabelToggle labels={labels} value={label} onChange={setLabel} /> : undefined}
      >
        <VectorChart
          label={t("view.vectors.name")}
          description={t("view.vectors.description")}
          vectors={vectors}
          held={held}
          onHold={setHolding}
          onMove={(i, tip) => setMoved(tips.map((was, k) => (k === i ? tip : was)))}
          surface={surface}
          measures={measures}
          flatMinimumLabel={(least) => t("view.floor", { least: format.tick(least, 3) })}
          formatLevel={(level) => format.tick(level, 3)}
        />
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("view.vectors.column")}</th>
              <th scope="col">{t("view.vectors.coordinates")}</th>
              <th scope="col">{t("view.vectors.length")}</th>
              <th scope="col">{t("view.vectors.push")}</th>
            </tr>
          </thead>
          <tbody>
            {inputs.map(({ name: input }, i) => (
              <tr key={input}>
                <th scope="row" data-picked={i === held || undefined}>
                  <code translate="no">{input}</code>
                </th>
                <td>{`(${two(tips[i]!.x)}, ${two(tips[i]!.y)})`}</td>
                <td>{two(Math.hypot(tips[i]!.x, tips[i]!.y))}</td>
                <td>{`(${two(descentOf(i).x)}, ${two(descentOf(i).y)})`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Block>
    </div>
  );
}
