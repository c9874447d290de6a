import type { ReactElement } from "react";

/** Marks the chosen entry of a list. */
export function Check(): ReactElement {
  return (
    <svg
      viewBox="0 0 12 12"
      width="12"
      height="12"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      aria-hidden="true"
    >
      <path d="M2 6.5 5 9.5 10 3" />
    </svg>
  );
}
