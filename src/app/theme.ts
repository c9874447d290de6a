const storageKey = "losscope.theme";

type Theme = "light" | "dark";

function systemTheme(): Theme {
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function chosenTheme(): Theme | null {
  const { theme } = document.documentElement.dataset;
  return theme === "light" || theme === "dark" ? theme : null;
}

/**
 * Applies the theme chosen on an earlier visit; call before the first render. Without a choice the
 * page follows the system.
 */
export function startTheme(): void {
  try {
    const stored = localStorage.getItem(storageKey);
    if (stored === "light" || stored === "dark") document.documentElement.dataset.theme = stored;
  } catch {
    // Storage may be disabled; the page then follows the system.
  }
}

/**
 * Switches between light and dark. Choosing the system's own theme removes the choice, so the page
 * follows the system again.
 */
export function toggleTheme(): void {
  const next: Theme = (chosenTheme() ?? systemTheme()) === "dark" ? "light" : "dark";
  const follow = next === systemTheme();
  if (follow) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  try {
    if (follow) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, next);
  } catch {
    // Without storage the choice lasts for this visit.
  }
}
