import type { ReactElement } from "react";

/** y = 1 or y = 0, as it stands beside a curve. */
export function LabelName({ label }: { label: 0 | 1 }): ReactElement {
  return (
    <>
      <i className="math">y</i> = {label}
    </>
  );
}
