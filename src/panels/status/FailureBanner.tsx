import type { ReactElement } from "react";
import { PartBoundary } from "../../controls";
import { withLaterTexts } from "../../i18n";
import { lazyPart } from "../../scheduling/lazyPart";
import { failureOf } from "../../store/run";
import { useApp } from "../hooks/useApp";
import styles from "./Banner.module.css";

const FailureMessage = lazyPart(() => withLaterTexts(import("./FailureMessage")), "FailureMessage");

/** Shows every failure of the page. */
export function FailureBanner(): ReactElement | null {
  const failed = useApp((state) => failureOf(state.run) !== null);
  if (!failed) return null;
  return (
    <div role="alert" className={styles.banner} data-kind="failure">
      <PartBoundary>
        <FailureMessage />
      </PartBoundary>
    </div>
  );
}
