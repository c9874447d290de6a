import type { ReactElement } from "react";
import { Dialog } from "../../../controls/Dialog";
import { useTranslate } from "../../../i18n";
import { useLossView } from "../../hooks/useLossView";
import { StabilityCard } from "./StabilityCard";

/** The card in a dialog. */
export function StabilityDialog({ open, onClose }: { open: boolean; onClose: () => void }): ReactElement {
  const t = useTranslate();
  const view = useLossView();
  return (
    <Dialog open={open} onClose={onClose} title={t("stability.heading")} size="wide">
      {view !== null && <StabilityCard view={view} />}
    </Dialog>
  );
}
