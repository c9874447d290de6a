import { lazy, type ReactElement, Suspense, useState } from "react";
import { Button, PartBoundary } from "../../controls";
import { useTranslate, withLaterTexts } from "../../i18n";
import { useApp } from "../hooks/useApp";

const ExportDialog = lazy(async () => ({
  default: (await withLaterTexts(import("./ExportDialog"))).ExportDialog,
}));

/** Opens the window in which the model and its training are to be had as .onnx files. */
export function ExportButton(): ReactElement {
  const t = useTranslate();
  const trained = useApp(({ snapshot, status }) => snapshot !== null && status !== "unfit" && status !== "preparing");
  const [dialog, setDialog] = useState<"unopened" | "open" | "closed">("unopened");
  return (
    <>
      <Button look="text" disabled={!trained} onClick={() => setDialog("open")}>
        {t("app.export")}
      </Button>
      {dialog !== "unopened" && (
        <PartBoundary>
          <Suspense>
            <ExportDialog open={dialog === "open"} onClose={() => setDialog("closed")} />
          </Suspense>
        </PartBoundary>
      )}
    </>
  );
}
