import type { ReactElement, ReactNode } from "react";
import { Button } from "../../controls";
import { useTranslate } from "../../i18n";
import { hasNetwork } from "../../store/run";
import { useApp } from "../hooks/useApp";
import { EnginePanel } from "./EnginePanel";
import styles from "./MorePanel.module.css";

interface MorePanelProps {
  /** Tools of the header that it has no room for. */
  tools: ReactNode;
  onExport: () => void;
}

/** The content of the header's menu: tools, the export, the engine. */
export function MorePanel({ tools, onExport }: MorePanelProps): ReactElement {
  const t = useTranslate();
  const trained = useApp(({ run }) => hasNetwork(run));
  return (
    <div className={styles.panel}>
      {tools !== null && <div className={styles.line}>{tools}</div>}
      <div className={styles.line}>
        <Button disabled={!trained} onClick={onExport}>
          {t("app.export")}
        </Button>
        <span className={styles.detail}>{t("more.export")}</span>
      </div>
      <h3>{t("engine.heading")}</h3>
      <EnginePanel />
    </div>
  );
}
