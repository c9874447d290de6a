import type { ReactElement } from "react";
import { Dialog } from "../../../controls/Dialog";
import { useLossNotes, useTranslate } from "../../../i18n";
import { useLoadFailure } from "../../../scheduling/loadFailure";
import { lossWord } from "../../format/lossWord";
import { LossCard } from "./LossCard";
import { NotesContext, useCardLoss } from "./useCardLoss";

/** The card in a dialog. */
export function LossCardDialog({ open, onClose }: { open: boolean; onClose: () => void }): ReactElement {
  const t = useTranslate();
  const { report } = useLoadFailure();
  const notes = useLossNotes(open, () => {
    report();
    onClose();
  });
  const loss = useCardLoss();
  return (
    <Dialog open={open && notes !== null} onClose={onClose} title={lossWord(t, "name", loss.definition.id)} size="wide">
      <NotesContext value={notes}>
        <LossCard loss={loss} />
      </NotesContext>
    </Dialog>
  );
}
