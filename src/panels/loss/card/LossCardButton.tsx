import { type ReactElement, useState } from "react";
import { Button } from "../../../controls";
import { dialogWindow } from "../../../controls/Dialog";
import { useTranslate, withLaterTexts } from "../../../i18n";
import { prefetchOnApproach } from "../../../scheduling/lateModule";
import { lazyDialog } from "../../../scheduling/lazyPart";

const LossCardDialog = lazyDialog(() => withLaterTexts(import("./LossCardDialog")), "LossCardDialog");

const approach = prefetchOnApproach(LossCardDialog, dialogWindow);

/**
 * Opens the card of the loss on screen. The card's code and texts are loaded when it is first
 * requested.
 */
export function LossCardButton(): ReactElement {
  const t = useTranslate();
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button
        look="text"
        {...approach}
        aria-haspopup="dialog"
        onClick={() => {
          setAsked(true);
          setOpen(true);
        }}
      >
        {t("lossCard.open")}
      </Button>
      {asked && <LossCardDialog open={open} onClose={() => setOpen(false)} />}
    </>
  );
}
