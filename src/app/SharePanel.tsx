import { type ReactElement, useEffect, useRef, useState } from "react";
import { Button, SwitchRow } from "../controls";
import { currentLocale, useTranslate } from "../i18n";
import { useAppStore } from "../panels/hooks/useApp";
import { pageOf, showsSamePage } from "../store/page/shownPage";
import { addressOf } from "./followAddress";
import styles from "./SharePanel.module.css";

/**
 * The link to the page as it is. It is made when the panel opens and whenever the page changes, so
 * that a press can copy it at once: later a browser may refuse to.
 */
export function SharePanel(): ReactElement {
  const t = useTranslate();
  const store = useAppStore();
  const field = useRef<HTMLInputElement>(null);
  const [inThisLanguage, setInThisLanguage] = useState(false);
  const [link, setLink] = useState<string | "failed" | null>(null);
  const [copied, setCopied] = useState<"no" | "yes" | "failed">("no");
  useEffect(() => {
    let made = 0;
    const make = () => {
      const mine = ++made;
      const show = (address: string | "failed") => mine === made && setLink(address);
      const language = inThisLanguage ? currentLocale() : null;
      addressOf(pageOf(store.getState()), language).then(show, () => show("failed"));
    };
    make();
    const end = store.subscribe((state, before) => {
      if (!showsSamePage(state, before)) make();
    });
    return () => {
      made = Number.POSITIVE_INFINITY;
      end();
    };
  }, [store, inThisLanguage]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link ?? "");
      setCopied("yes");
    } catch {
      // Not allowed here: the user copies the selected text.
      field.current?.select();
      setCopied("failed");
    }
  };
  if (link === "failed") return <p className={styles.panel}>{t("share.noCode")}</p>;
  return (
    <div className={styles.panel}>
      <div className={styles.line}>
        <input
          ref={field}
          className={styles.link}
          readOnly
          value={link ?? ""}
          aria-label={t("app.shareLink")}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button onClick={() => void copy()} disabled={link === null}>
          {t("share.copy")}
        </Button>
      </div>
      <p role="status" className={styles.note}>
        {copied === "no" ? t("share.holds") : t(`share.copied.${copied}`)}
      </p>
      <SwitchRow
        label={t("share.language")}
        checked={inThisLanguage}
        onChange={(wanted) => {
          setInThisLanguage(wanted);
          setCopied("no");
        }}
      />
      <p className={styles.note}>{t("share.rounding")}</p>
    </div>
  );
}
