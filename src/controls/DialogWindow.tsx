import { Dialog } from "@base-ui/react/dialog";
import type { ReactElement, ReactNode } from "react";
import { useTranslate } from "../i18n";
import { Button } from "./Button";
import { PartBoundary } from "./PartBoundary";
import styles from "./Popup.module.css";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** `wide` has room for two columns; on a phone it fills the screen. */
  size?: "wide";
  children: ReactNode;
}

/** The window of Dialog. Loaded after the first paint. */
export function DialogWindow({ open, onClose, title, size, children }: DialogProps): ReactElement {
  const t = useTranslate();
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.dialog} data-size={size}>
          <div className={styles.dialogHead}>
            <Dialog.Title>{title}</Dialog.Title>
            <Button look="text" onClick={onClose}>
              {t("control.close")}
            </Button>
          </div>
          <PartBoundary>{children}</PartBoundary>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
