import { lazy, type ReactElement, Suspense, useState } from "react";
import { Button, PopoverButton } from "../../controls";
import { Caret } from "../../controls/Caret";
import { type MessageKey, useTranslate, withLaterTexts } from "../../i18n";
import type { CurveAxis } from "../../store/state";
import { useApp } from "../hooks/useApp";
import styles from "./CurveTools.module.css";

const CurveOptions = lazy(async () => ({ default: (await withLaterTexts(import("./CurveOptions"))).CurveOptions }));
const OverlayPicker = lazy(async () => ({ default: (await import("./OverlayPicker")).OverlayPicker }));
const StabilityDialog = lazy(async () => ({
  default: (await withLaterTexts(import("./stability/StabilityDialog"))).StabilityDialog,
}));

const overAxis: Readonly<Record<CurveAxis, MessageKey>> = {
  probability: "curve.overProbability",
  logit: "curve.overLogit",
  margin: "curve.overMargin",
  residual: "curve.overResidual",
};

/** At the head of the curves: what they are drawn over, what they are compared with, and what becomes of them in float32. */
export function CurveTools(): ReactElement {
  const t = useTranslate();
  const axis = useApp((state) => state.curveAxis);
  const prediction = useApp((state) => state.loss?.definition.prediction);
  const [stability, setStability] = useState<"unopened" | "open" | "closed">("unopened");
  return (
    <div className={styles.tools}>
      <PopoverButton look="text" label={t("curve.options")} trigger={withCaret(t(overAxis[axis]))}>
        <Suspense>
          <CurveOptions />
        </Suspense>
      </PopoverButton>
      <PopoverButton look="text" label={t("overlay.heading")} trigger={withCaret(t("overlay.compare"))}>
        <Suspense>
          <OverlayPicker />
        </Suspense>
      </PopoverButton>
      {(prediction === "probability" || prediction === "logit") && (
        <Button look="text" onClick={() => setStability("open")}>
          {t("curve.stability")}
        </Button>
      )}
      {stability !== "unopened" && (
        <Suspense>
          <StabilityDialog open={stability === "open"} onClose={() => setStability("closed")} />
        </Suspense>
      )}
    </div>
  );
}

function withCaret(words: string): ReactElement {
  return (
    <span className={styles.trigger}>
      {words}
      <Caret />
    </span>
  );
}
