import { Component, type ReactNode } from "react";
import { useTranslate } from "../i18n";
import { Button } from "./Button";
import styles from "./PartBoundary.module.css";

/**
 * Limits an error to one part of the page. Code that is fetched on demand can be missing if the
 * user is offline or the page is older than the site. Without a boundary React would unmount the
 * whole page, and the trained network would be lost.
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

/**
 * A failed import is not retried; reloading the page keeps the experiment, which is in the address.
 */
function FailedPart() {
  const t = useTranslate();
  return (
    <div className={styles.failed} role="alert">
      <p>{t("part.failed")}</p>
      <Button onClick={() => location.reload()}>{t("part.reload")}</Button>
    </div>
  );
}
