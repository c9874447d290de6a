import type { ReactElement } from "react";
import { PopoverButton } from "../controls";
import { useTranslate, withLaterTexts } from "../i18n";
import { lazyPart } from "../scheduling/lazyPart";

const SharePanel = lazyPart(() => withLaterTexts(import("./SharePanel")), "SharePanel");

/** Opens the panel with the link to the page as it is. */
export function ShareButton(): ReactElement {
  const t = useTranslate();
  return (
    <PopoverButton label={t("app.shareLink")} trigger={t("app.share")} look="text" onApproach={SharePanel.prefetch}>
      <SharePanel />
    </PopoverButton>
  );
}
