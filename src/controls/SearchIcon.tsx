import type { ReactElement } from "react";

export function SearchIcon(): ReactElement {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      <circle cx="6.75" cy="6.75" r="4.75" />
      <path d="m10.5 10.5 4 4" />
    </svg>
  );
}
