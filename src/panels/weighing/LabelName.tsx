import type { ReactElement } from "react";

/** The label of a curve: y = 1 or y = 0. */
export function LabelName({ label }: { label: 0 | 1 }): ReactElement {
  return (
    <>
      <i className="math" translate="no">
        y
      </i>{" "}
      <span>{`= ${label}`}</span>
    </>
  );
}
