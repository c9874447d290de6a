import { type ReactElement, useState } from "react";
import { Button, PopoverButton } from "../../controls";
import { Caret } from "../../controls/Caret";
import { dialogWindow } from "../../controls/Dialog";
import { type MessageKey, useTranslate, withLaterTexts } from "../../i18n";
import { prefetchOnApproach } from "../../scheduling/lateModule";
import { lazyDialog, lazyPart } from "../../scheduling/lazyPart";
import type { CurveAxis } from "../../store/state";
import { useApp } from "../hooks/useApp";
import styles from "./CurveTools.module.css";

const CurveOptions = lazyPart(() => withLaterTexts(import("./CurveOptions")), "CurveOptions");
const OverlayPicker = lazyPart(() => withLaterTexts(import("./OverlayPicker")), "OverlayPicker");
const StabilityDialog = lazyDialog(() => withLaterTexts(import("./stability/StabilityDialog")), "StabilityDialog");

const approachStability = prefetchOnApproach(StabilityDialog, dialogWindow);

const overAxis: Readonly<Record<CurveAxis, MessageKey>> = {
  probability: "curve.overProbability",
  logit: "curve.overLogit",
  margin: "curve.overMargin",
  residual: "curve.overResidual",
};

/** The tools above the curves: their axis, the losses to compare, and the float32 comparison. */
export function CurveTools(): ReactElement {
  const t = useTranslate();
  const axis = useApp((state) => state.curveAxis);
  const prediction = useApp((state) => state.loss?.definition.prediction);
  const [stability, setStability] = useState<"unopened" | "open" | "closed">("unopened");
  return (
    <div className={styles.tools}>
      <PopoverButton
        look="text"
        label={t("curve.options")}
        onApproach={CurveOptions.prefetch}
        trigger={withCaret(t(overAxis[axis]))}
      >
        <CurveOptions />
      </PopoverButton>
      <PopoverButton
        look="text"
        label={t("overlay.heading")}
        onApproach={OverlayPicker.prefetch}
        trigger={withCaret(t("overlay.compare"))}
      >
        <OverlayPicker />
      </PopoverButton>
      {(prediction === "probability" || prediction === "logit") && (
        <Button look="text" {...approachStability} onClick={() => setStability("open")}>
          {t("curve.stability")}
        </Button>
      )}
      {stability !== "unopened" && (
        <StabilityDialog open={stability === "open"} onClose={() => setStability("closed")} />
      )}
    </div>
  );
}

function withCaret(words: string): ReactElement {
  return (
    <span className={styles.trigger}>
      <span>{words}</span>
      <Caret />
    </span>
  );
}
