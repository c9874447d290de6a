import { Component, type ReactNode } from "react";
import { useTranslate } from "../i18n";
import { Button } from "./Button";
import styles from "./PartBoundary.module.css";

/**
 * Keeps what goes wrong in a part of the page to that part: code that is fetched when it is asked for does not come where the page is older than the site, or
 * offline. Without it React would take the whole page away, the trained network with it.
 */
export class PartBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <FailedPart /> : this.props.children;
  }
}

/** A failed import is not tried again by itself; the address holds the experiment. */
function FailedPart() {
  const t = useTranslate();
  return (
    <div className={styles.failed} role="alert">
      <p>{t("part.failed")}</p>
      <Button onClick={() => location.reload()}>{t("part.reload")}</Button>
    </div>
  );
}
