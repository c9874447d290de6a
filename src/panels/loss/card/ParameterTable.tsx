import type { ReactElement } from "react";
import { useTranslate } from "../../../i18n";
import type { LossDefinition } from "../../../losses";
import { Tex } from "../../parts/Tex";
import styles from "./LossCard.module.css";
import { NoteText } from "./NoteText";
import { type CardLoss, useNote, useValueText } from "./useCardLoss";

/** Every parameter of the source: symbol, meaning, slider range, default and present value. */
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
                <code>{name}</code>
              </th>
              <td>
                <NoteText text={note(`${definition.id}.parameter.${name}`)} />
              </td>
              <td className={styles.number}>
                <RangeText definition={definition} name={name} />
              </td>
              <td className={styles.number}>{text(defaults[name])}</td>
              <td className={styles.now}>{text(values[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/**
 * The slider of a number, or of a list's first number; all numbers of a list have the same range.
 */
function sliderOf({ sliders }: LossDefinition, name: string) {
  return sliders[name] ?? sliders[`${name}[0]`];
}

function ParameterSymbol({ definition, name }: { definition: LossDefinition; name: string }): ReactElement | null {
  const slider = sliderOf(definition, name);
  if (slider === undefined) return null;
  return (
    <span className={styles.symbol} aria-hidden="true">
      <Tex latex={slider.symbol} />
    </span>
  );
}

function RangeText({ definition, name }: { definition: LossDefinition; name: string }): ReactElement | null {
  const text = useValueText();
  const slider = sliderOf(definition, name);
  const choices = definition.choices?.[name];
  if (slider === undefined && choices === undefined) return <>–</>;
  const range = slider === undefined ? [] : [`${text(slider.min)} – ${text(slider.max)}`];
  return <>{[...range, ...(choices ?? []).map(text)].join(", ")}</>;
}
