import { useEffect } from "react";
import { useTokens } from "../../charts";
import { useTranslate } from "../../i18n";

/** What the browser shows around the page: its title in its language, and its colour. */
export function useBrowserBar(): void {
  const t = useTranslate();
  const { surface } = useTokens().colours;
  useEffect(() => {
    document.title = t("app.title");
  }, [t]);
  useEffect(() => {
    for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]")) {
      meta.content = `rgb(${surface.join(", ")})`;
    }
  }, [surface]);
}
