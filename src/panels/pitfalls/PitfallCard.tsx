import { type ReactElement, useId, useMemo, useState } from "react";
import { ParameterSlider } from "../../controls";
import { useFormat } from "../../i18n";
import { CodeBlock } from "../loss/card/CodeBlock";
import { NoteText } from "../loss/card/NoteText";
import { useNote } from "../loss/card/useCardLoss";
import { Tex } from "../parts/Tex";
import styles from "./PitfallCard.module.css";
import type { Pitfall, PitfallSide } from "./pitfall";

/** One pitfall: a title that opens its text, its slider, and both versions with their numbers. */
export function PitfallCard({ pitfall }: { pitfall: Pitfall }): ReactElement {
  const note = useNote();
  const [open, setOpen] = useState(false);
  const bodyId = useId();
  return (
    <div className={styles.pitfall}>
      <h4>
        <button
          type="button"
          className={styles.title}
          aria-expanded={open}
          aria-controls={bodyId}
          onClick={() => setOpen(!open)}
        >
          {note(`pitfall.${pitfall.id}.title`)}
        </button>
      </h4>
      {/* Run only when it is opened. */}
      <div id={bodyId} hidden={!open}>
        {open && <Example pitfall={pitfall} />}
      </div>
    </div>
  );
}

function Example({ pitfall }: { pitfall: Pitfall }): ReactElement {
  const note = useNote();
  const { edge, id, evidence } = pitfall;
  const [at, setAt] = useState(edge?.start ?? 0);
  const [surprise, instead] = useMemo(() => pitfall.run(at), [pitfall, at]);
  return (
    <div className={styles.example}>
      <p>
        <NoteText text={note(`pitfall.${id}.text`)} />
      </p>
      {edge !== undefined && (
        <div className={styles.edge}>
          <ParameterSlider
            symbol={<Tex latex={edge.symbol} />}
            name={note(`pitfall.edge.${edge.name}`)}
            min={edge.min}
            max={edge.max}
            step={edge.step}
            scale={edge.scale ?? "linear"}
            value={at}
            defaultValue={edge.start}
            onChange={setAt}
          />
        </div>
      )}
      <div className={styles.sides}>
        <Side heading={note("card.pitfalls.surprise")} side={surprise} />
        <Side heading={note("card.pitfalls.instead")} side={instead} />
      </div>
      <p className={styles.evidence}>{`${note("card.pitfalls.evidence")} ${evidence.join(" · ")}`}</p>
    </div>
  );
}

function Side({ heading, side }: { heading: string; side: PitfallSide }): ReactElement {
  const note = useNote();
  const format = useFormat();
  return (
    <div className={styles.side}>
      <h5 className={styles.heading}>{heading}</h5>
      <CodeBlock code={side.code} label={heading} />
      {side.refusal !== undefined && (
        <p>
          {note("card.pitfalls.refusal")}{" "}
          <code className={styles.refusal} translate="no">
            {side.refusal}
          </code>
        </p>
      )}
      {side.readings.length > 0 && (
        <dl className={styles.readings}>
          {side.readings.map(({ name, value }) => (
            <div key={name} className={styles.reading}>
              <dt>{note(`pitfall.reading.${name}`)}</dt>
              <dd data-broken={!Number.isFinite(value) || undefined}>{numberText(value, format.significant)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function numberText(value: number, significant: (value: number, digits: number) => string): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return significant(value, 4);
}
