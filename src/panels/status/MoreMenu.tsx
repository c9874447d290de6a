import { type ReactElement, type ReactNode, useState } from "react";
import { PopoverButton } from "../../controls";
import { useFormat, useTranslate, withLaterTexts } from "../../i18n";
import { lazyDialog, lazyPart } from "../../scheduling/lazyPart";
import { useApp } from "../hooks/useApp";
import styles from "./MoreMenu.module.css";

const MorePanel = lazyPart(() => withLaterTexts(import("./MorePanel")), "MorePanel");
const ExportDialog = lazyDialog(() => withLaterTexts(import("../onnxExport/ExportDialog")), "ExportDialog");

/**
 * What is needed now and then: the engine, the export, and `tools`, for which the header has no
 * room. While an engine's files are on their way, the button shows how much is here.
 */
export function MoreMenu({ tools }: { tools: ReactNode }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const loading = useApp((state) => state.run.loading);
  const [dialog, setDialog] = useState<"unopened" | "open" | "closed">("unopened");
  return (
    <>
      <PopoverButton
        label={t("more.heading")}
        look="text"
        onApproach={MorePanel.prefetch}
        trigger={
          loading === null ? (
            <DotsIcon />
          ) : (
            t("engine.loadingShare", { share: format.percent(loading.loadedBytes / loading.totalBytes) })
          )
        }
      >
        <MorePanel tools={tools} onExport={() => setDialog("open")} />
      </PopoverButton>
      {dialog !== "unopened" && <ExportDialog open={dialog === "open"} onClose={() => setDialog("closed")} />}
    </>
  );
}

function DotsIcon(): ReactElement {
  return (
    <svg className={styles.dots} viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="2.5" cy="8" r="1.6" />
      <circle cx="8" cy="8" r="1.6" />
      <circle cx="13.5" cy="8" r="1.6" />
    </svg>
  );
}
