import type { ReactElement } from "react";
import { useTranslate } from "../../../i18n";
import type { ParameterValue } from "../../../language";
import type { LossDefinition, Slider } from "../../../losses";
import { Tex } from "../../parts/Tex";
import styles from "./LossCard.module.css";
import { NoteText } from "./NoteText";
import { type CardLoss, useNote, useValueText } from "./useCardLoss";

/**
 * Every parameter of the source: symbol, meaning, slider range, default (torch's, if torch has the
 * loss) and current value.
 */
export function ParameterTable({ loss }: { loss: CardLoss }): ReactElement {
  const note = useNote();
  const t = useTranslate();
  const text = useValueText();
  const { definition, defaults, values } = loss;
  const names = Object.keys(defaults);
  if (names.length === 0) return <p className={styles.quiet}>{t("loss.noParameters")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={note("card.parameters")}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{note("card.parameter.name")}</th>
            <th scope="col">{note("card.parameter.meaning")}</th>
            <th scope="col">{note("card.parameter.range")}</th>
            <th scope="col">{note("card.parameter.default")}</th>
            <th scope="col">{note("card.parameter.now")}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row" className={styles.parameter}>
                <ParameterSymbol definition={definition} name={name} />
                <code translate="no">{name}</code>
              </th>
              <td>
                <NoteText text={note(`${definition.id}.parameter.${name}`)} />
              </td>
              <td className={styles.number}>
                <RangeText definition={definition} name={name} />
              </td>
              <td className={styles.number}>{text(defaultOf(definition, name, defaults[name]))}</td>
              <td className={styles.now}>{text(values[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function defaultOf({ torchDefaults }: LossDefinition, name: string, written: ParameterValue | undefined) {
  return torchDefaults !== undefined && Object.hasOwn(torchDefaults, name) ? torchDefaults[name] : written;
}

/** The slider of a number, or those of a list's numbers. */
function slidersOf({ sliders }: LossDefinition, name: string): Slider[] {
  return Object.entries(sliders)
    .filter(([key]) => key === name || key.startsWith(`${name}[`))
    .map(([, slider]) => slider);
}

function ParameterSymbol({ definition, name }: { definition: LossDefinition; name: string }): ReactElement | null {
  const sliders = slidersOf(definition, name);
  if (sliders.length === 0) return null;
  return (
    <span className={styles.symbol} aria-hidden="true">
      <Tex latex={sliders.map(({ symbol }) => symbol).join(", ")} />
    </span>
  );
}

/** A list whose numbers have the same range shows it once. */
function RangeText({ definition, name }: { definition: LossDefinition; name: string }): ReactElement {
  const text = useValueText();
  const ranges = new Set(slidersOf(definition, name).map(({ min, max }) => `${text(min)} – ${text(max)}`));
  const choices = definition.choices?.[name] ?? [];
  return <>{[...ranges, ...choices.map(text)].join(", ") || "–"}</>;
}
