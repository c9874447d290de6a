import { lazy, type ReactElement, Suspense, useState } from "react";
import { Button } from "../../../controls";
import { useTranslate } from "../../../i18n";

const LossCardDialog = lazy(async () => ({ default: (await import("./LossCardDialog")).LossCardDialog }));

/** Opens the card of the loss on screen. The card's code and texts come when it is first asked for. */
export function LossCardButton(): ReactElement {
  const t = useTranslate();
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button
        look="text"
        aria-haspopup="dialog"
        onClick={() => {
          setAsked(true);
          setOpen(true);
        }}
      >
        {t("lossCard.open")}
      </Button>
      {asked && (
        <Suspense>
          <LossCardDialog open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
