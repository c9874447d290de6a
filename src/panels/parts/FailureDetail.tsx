import type { ReactElement } from "react";
import { useTranslate } from "../../i18n";

/**
 * What a failure's own message says, closed at first: it is in English, and written for those who
 * look for the cause. Nothing if there is no message.
 */
export function FailureDetail({ detail }: { detail: string }): ReactElement | null {
  const t = useTranslate();
  if (detail === "") return null;
  return (
    <details>
      <summary>{t("failure.detail")}</summary>
      <code lang="en" translate="no">
        {detail}
      </code>
    </details>
  );
}
