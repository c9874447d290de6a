const storageKey = "losscope.theme";

type Theme = "light" | "dark";

function systemTheme(): Theme {
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function chosenTheme(): Theme | null {
  const { theme } = document.documentElement.dataset;
  return theme === "light" || theme === "dark" ? theme : null;
}

/** Before the first render: what the reader chose last time. Without a choice the page follows the system. */
export function startTheme(): void {
  try {
    const stored = localStorage.getItem(storageKey);
    if (stored === "light" || stored === "dark") document.documentElement.dataset.theme = stored;
  } catch {
    // Storage may be off; the system's theme is then the page's.
  }
}

/** The other one. Choosing what the system has anyway gives the choice back to the system. */
export function toggleTheme(): void {
  const next: Theme = (chosenTheme() ?? systemTheme()) === "dark" ? "light" : "dark";
  const follow = next === systemTheme();
  if (follow) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  try {
    if (follow) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, next);
  } catch {
    // The choice then lasts for this visit.
  }
}
