import { type ReactElement, useState } from "react";
import { Button } from "../../controls";
import { searchLosses } from "../../controls/lossSearch";
import { RemoveIcon } from "../../controls/RemoveIcon";
import { lossOnData } from "../../experiment/classCounts";
import { useFormat, useTranslate } from "../../i18n";
import { numericParameters } from "../../language";
import { findLoss } from "../../losses/findLoss";
import type { Overlay } from "../../store/state";
import { lossWord } from "../format/lossWord";
import { useActions, useApp } from "../hooks/useApp";
import { type LossView, useLossView } from "../hooks/useLossView";
import { useLossGroups } from "../loss/panel/useLossGroups";
import { hasCurve } from "./hasCurve";
import styles from "./OverlayPicker.module.css";
import { overlayName } from "./overlayName";

/**
 * Selects the losses to draw among the curves: remove one, pin the current one, or search and add.
 */
export function OverlayPicker(): ReactElement | null {
  const t = useTranslate();
  const view = useLossView();
  const known = useApp((state) => state.losses);
  const overlays = useApp((state) => state.overlays);
  const dataset = useApp((state) => state.experiment.dataset);
  const { addOverlay, removeOverlay } = useActions();
  const [query, setQuery] = useState("");
  const groups = useLossGroups(true);
  if (view === null) return null;
  const withCurves = groups.map(({ label, losses }) => ({
    label,
    losses: losses.filter((loss) => hasCurve(findLoss(known, loss.id))),
  }));
  const found = searchLosses(withCurves, query).filter(({ losses }) => losses.length > 0);
  return (
    <div className={styles.picker}>
      {overlays.length > 0 && (
        <ul className={styles.overlays}>
          {overlays.map((overlay) => (
            <Listed key={overlay.key} overlay={overlay} view={view} onRemove={() => removeOverlay(overlay.key)} />
          ))}
        </ul>
      )}
      <Button onClick={() => addOverlay(pinned(view))}>{t("overlay.pin")}</Button>
      <input
        type="search"
        className={styles.search}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        placeholder={t("overlay.search")}
        aria-label={t("overlay.search")}
        maxLength={60}
      />
      {found.length > 0 && (
        <section className={styles.losses} aria-label={t("overlay.losses")}>
          {found.map(({ label, losses }) => (
            <div key={label}>
              <p className={styles.task} aria-hidden="true">
                {label}
              </p>
              <ul className={styles.group} aria-label={label}>
                {losses.map(({ id, name }) => (
                  <li key={id}>
                    <button
                      type="button"
                      className={styles.loss}
                      onClick={() => addOverlay(lossOnData(findLoss(known, id), dataset))}
                    >
                      {name}
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      )}
      {found.length === 0 && <p className={styles.empty}>{t("picker.empty", { query: query.trim() })}</p>}
    </div>
  );
}

/** The loss on screen with its current values, as an overlay. */
function pinned({ read, definition, parameters }: LossView): Overlay["choice"] {
  return { id: definition.id, parameters: { ...read.program.fixed, ...parameters } as Overlay["choice"]["parameters"] };
}

function Listed({ overlay, view, onRemove }: { overlay: Overlay; view: LossView; onRemove: () => void }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { choice, read, refusal } = overlay;
  const name =
    read === null
      ? lossWord(t, "short", choice.id)
      : overlayName(
          {
            definition: read.definition,
            program: read.program,
            parameters: numericParameters(read.program, choice.parameters),
          },
          view,
          t,
          format,
        );
  return (
    <li className={styles.overlay}>
      <span>
        <span>{name}</span>
        {refusal !== null && <span className={styles.refusal}>{t("overlay.refused")}</span>}
      </span>
      <button type="button" className={styles.remove} aria-label={t("overlay.remove", { name })} onClick={onRemove}>
        <RemoveIcon />
      </button>
    </li>
  );
}
