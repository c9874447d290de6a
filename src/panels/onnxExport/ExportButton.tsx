import { type ReactElement, useState } from "react";
import { Button, PartBoundary } from "../../controls";
import { dialogWindow } from "../../controls/Dialog";
import { useTranslate, withLaterTexts } from "../../i18n";
import { prefetchOnApproach } from "../../scheduling/lateModule";
import { lazyPart } from "../../scheduling/lazyPart";
import { hasNetwork } from "../../store/run";
import { useApp } from "../hooks/useApp";

const ExportDialog = lazyPart(() => withLaterTexts(import("./ExportDialog")), "ExportDialog");

const approach = prefetchOnApproach(ExportDialog, dialogWindow);

/** Opens the dialog that exports the model and its training as .onnx files. */
export function ExportButton(): ReactElement {
  const t = useTranslate();
  const trained = useApp(({ run }) => hasNetwork(run));
  const [dialog, setDialog] = useState<"unopened" | "open" | "closed">("unopened");
  return (
    <>
      <Button look="text" {...approach} disabled={!trained} onClick={() => setDialog("open")}>
        {t("app.export")}
      </Button>
      {dialog !== "unopened" && (
        <PartBoundary>
          <ExportDialog open={dialog === "open"} onClose={() => setDialog("closed")} />
        </PartBoundary>
      )}
    </>
  );
}
