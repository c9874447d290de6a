import bars from "../bars/Bars.module.css";
import { textWidthPx } from "../parts/axis/frame";
import { Drawing } from "../parts/Drawing";
import { Handle } from "../parts/handle/Handle";
import { useTokens } from "../parts/tokens";
import { useSize } from "../parts/useSize";
import styles from "./LatticeChart.module.css";

/** A transition from a state at one time step to a state at the next. */
export interface LatticeEdge {
  /** The time step where the transition begins; it ends at the next. */
  timeStep: number;
  from: number;
  to: number;
  /** Share of the probability of all paths that use this transition: 0 to 1. */
  share: number;
}

export interface LatticeChartProps {
  label: string;
  description: string;
  timeSteps: number;
  /** The symbol of each state, including blanks. */
  states: readonly { text: string; blank: boolean }[];
  /**
   * Share of all paths that are in each state at each time step: [timeSteps, states] row-major; NaN
   * if no path fits.
   */
  occupancy: ArrayLike<number>;
  /** Transitions that belong to at least one path. */
  edges: readonly LatticeEdge[];
  /** The state of the most probable path at each time step; empty if no path fits. */
  best: readonly number[];
  /** Probability of each symbol at each time step: [timeSteps, symbols] row-major. */
  probabilities: ArrayLike<number>;
  symbols: readonly { text: string; blank: boolean }[];
  probabilitiesLabel: string;
  timeStepLabel: string;
  selected: number;
  onSelect: (timeStep: number) => void;
  /** Accessible name of the handle that selects a time step, and its value text. */
  handleName: string;
  valueText: string;
  /** Text shown if no path fits. */
  nothing: string;
  formatShare: (share: number) => string;
  /** First heading of the table; the others are the numbers of the time steps. */
  rowHeading: string;
}

const COLUMN_PX = 44;

/**
 * All alignments of a word with time steps, as a lattice. The more probable a state, the larger its
 * dot; the most probable path is a line.
 */
export function LatticeChart(props: LatticeChartProps) {
  const { label, description, timeSteps, states, occupancy, edges, best, probabilities, symbols, selected, onSelect } =
    props;
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const { textPx } = useTokens();
  const small = textPx[0];
  const left = Math.ceil(small * 1.6);
  const pitch = Math.max(1, (widthPx - left) / timeSteps);
  const x = (timeStep: number) => left + (timeStep + 0.5) * pitch;
  const rowPx = Math.round(Math.min(26, Math.max(20, pitch * 0.7)));
  const top = Math.round(rowPx * 0.6);
  const y = (state: number) => top + state * rowPx;
  const widest = Math.min(rowPx * 0.44, pitch * 0.42);
  /** The dot's area is proportional to the share. */
  const radius = (share: number) => widest * Math.sqrt(within(share));
  const latticeEnd = y(states.length - 1) + rowPx * 0.6;
  const columnsTop = latticeEnd + Math.round(small * 2);
  const height = (share: number) => COLUMN_PX * within(share);
  const numbers = columnsTop + COLUMN_PX + Math.round(small * 1.4);
  const heightPx = numbers + Math.round(small * 1.9);
  const possible = best.length > 0;
  const share = (timeStep: number, state: number) => {
    const value = occupancy[timeStep * states.length + state]!;
    return Number.isNaN(value) ? 0 : value;
  };
  const barPx = Math.min(10, (pitch * 0.78) / symbols.length);

  return (
    <Drawing
      ref={ref}
      widthPx={widthPx}
      heightPx={heightPx}
      label={label}
      description={description}
      over={
        <>
          {!possible && (
            <p className={styles.nothing} style={{ top: latticeEnd / 2, left }}>
              {props.nothing}
            </p>
          )}
          <Handle
            label={props.handleName}
            value={selected + 1}
            min={1}
            max={timeSteps}
            step={1}
            valueText={props.valueText}
            xPx={x(selected)}
            yPx={columnsTop + COLUMN_PX}
            touchWidthPx={Math.min(44, pitch)}
            invert={(xPx) => Math.round((xPx - left) / pitch + 0.5)}
            onChange={(timeStep) => onSelect(Math.min(timeSteps, Math.max(1, Math.round(timeStep))) - 1)}
            shape="disc"
          />
        </>
      }
      columns={[props.rowHeading, ...Array.from({ length: timeSteps }, (_, timeStep) => `${timeStep + 1}`)]}
      rows={states.map(({ text }, state) => [
        `${state + 1}: ${text}`,
        ...Array.from({ length: timeSteps }, (_, timeStep) => props.formatShare(share(timeStep, state))),
      ])}
    >
      <rect
        className={styles.selected}
        x={x(selected) - pitch / 2 + 1}
        width={Math.max(0, pitch - 2)}
        y={0}
        height={numbers + 4}
      />
      {states.map(({ text, blank }, state) => (
        <g key={state}>
          <line className={styles.row} x1={left} x2={widthPx} y1={y(state)} y2={y(state)} />
          <text className={`${styles.state} ${blank ? styles.blank : ""}`} x={small * 0.6} y={y(state)} dy=".36em">
            {text}
          </text>
        </g>
      ))}
      {edges.map(({ timeStep, from, to, share: part }) => (
        <line
          key={`${timeStep} ${from} ${to}`}
          className={styles.edge}
          x1={x(timeStep)}
          y1={y(from)}
          x2={x(timeStep + 1)}
          y2={y(to)}
          strokeWidth={0.75 + 4 * part}
          strokeOpacity={0.3 + 0.5 * part}
        />
      ))}
      {possible && (
        <polyline
          className={styles.best}
          points={best.map((state, timeStep) => `${x(timeStep)},${y(state)}`).join(" ")}
        />
      )}
      {Array.from({ length: timeSteps }, (_, timeStep) =>
        states.map(({ blank }, state) => {
          const part = share(timeStep, state);
          return (
            <g key={`${timeStep} ${state}`} data-node={`${timeStep} ${state}`}>
              <circle className={styles.place} cx={x(timeStep)} cy={y(state)} r={2} />
              {part > 0 && (
                <circle
                  className={`${blank ? styles.blankNode : styles.node} ${best[timeStep] === state ? styles.bestNode : ""}`}
                  cx={x(timeStep)}
                  cy={y(state)}
                  r={Math.max(1.5, radius(part))}
                />
              )}
            </g>
          );
        }),
      )}
      <text className={bars.text} x={0} y={columnsTop - small * 0.6}>
        {props.probabilitiesLabel}
      </text>
      <line className={bars.zero} x1={left} x2={widthPx} y1={columnsTop + COLUMN_PX} y2={columnsTop + COLUMN_PX} />
      {Array.from({ length: timeSteps }, (_, timeStep) =>
        symbols.map(({ text, blank }, symbol) => {
          const p = probabilities[timeStep * symbols.length + symbol]!;
          const from = x(timeStep) + (symbol - symbols.length / 2) * barPx;
          return (
            <g key={`${timeStep} ${text}`}>
              <rect
                className={blank ? styles.blankBar : styles.bar}
                x={from + 0.5}
                width={Math.max(0.5, barPx - 1)}
                y={columnsTop + COLUMN_PX - height(p)}
                height={height(p)}
              />
              {p > 0.45 && textWidthPx(text, small) < barPx + 8 && (
                <text
                  className={`${bars.text} ${bars.middle}`}
                  x={from + barPx / 2}
                  y={columnsTop + COLUMN_PX - height(p) - 3}
                >
                  {text}
                </text>
              )}
            </g>
          );
        }),
      )}
      {Array.from({ length: timeSteps }, (_, timeStep) => (
        <text
          key={timeStep}
          className={`${bars.text} ${bars.middle} ${timeStep === selected ? bars.accentText : ""}`}
          x={x(timeStep)}
          y={numbers}
        >
          {timeStep + 1}
        </text>
      ))}
      <text className={`${bars.text} ${bars.middle}`} x={left + (widthPx - left) / 2} y={heightPx - 3}>
        {props.timeStepLabel}
      </text>
      {Array.from({ length: timeSteps }, (_, timeStep) => (
        <rect
          key={timeStep}
          className={styles.reach}
          x={x(timeStep) - pitch / 2}
          width={pitch}
          y={0}
          height={numbers + 4}
          onPointerUp={() => onSelect(timeStep)}
        />
      ))}
    </Drawing>
  );
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}
