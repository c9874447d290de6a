import type { ReactElement } from "react";

export function PlayIcon(): ReactElement {
  return (
    <svg width="12" height="14" viewBox="0 0 12 14" aria-hidden="true">
      <path d="M1 1.2v11.6L11 7z" fill="currentColor" />
    </svg>
  );
}

export function PauseIcon(): ReactElement {
  return (
    <svg width="12" height="14" viewBox="0 0 12 14" aria-hidden="true">
      <path d="M1 1h3.4v12H1zM7.6 1H11v12H7.6z" fill="currentColor" />
    </svg>
  );
}

export function ResetIcon(): ReactElement {
  return (
    <svg
      width="15"
      height="15"
      viewBox="0 0 15 15"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
    >
      <path d="M2.6 4.6A5.8 5.8 0 1 1 1.7 7.9" strokeLinecap="round" />
      <path d="M2.2 1.4v3.5h3.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

/** Two sliders: how something works. */
export function TuneIcon(): ReactElement {
  return (
    <svg
      width="15"
      height="15"
      viewBox="0 0 15 15"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
    >
      <path d="M1 4.5h13M1 10.5h13" strokeLinecap="round" />
      <circle cx="9.5" cy="4.5" r="2" fill="var(--surface)" />
      <circle cx="5" cy="10.5" r="2" fill="var(--surface)" />
    </svg>
  );
}
