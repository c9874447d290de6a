import type { ReactElement } from "react";

export function RemoveIcon(): ReactElement {
  return (
    <svg
      viewBox="0 0 12 12"
      width="10"
      height="10"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      <path d="m2 2 8 8m0-8-8 8" />
    </svg>
  );
}
