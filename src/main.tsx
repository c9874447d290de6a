import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { droppedNotice, followAddress, readAddress } from "./app/address";
import { startTheme } from "./app/theme";
import { LocaleProvider, loadLaterTexts, startLocale } from "./i18n";
import { AppStoreContext } from "./panels/hooks/useApp";
import { createAppStore } from "./store/createAppStore";
import "./styles/index.css";

/**
 * Not awaited at the top level: what is imported on the way may import the chunk this module is in, which would then wait for itself, and
 * the page would stay empty.
 */
async function start(): Promise<void> {
  startTheme();
  const [linked] = await Promise.all([readAddress(), startLocale()]);
  const store = linked === null ? createAppStore() : createAppStore(linked.experiment, await loadCatalogue());
  const notice = linked === null ? undefined : droppedNotice(linked);
  if (notice !== undefined) store.actions.show(notice);
  followAddress(store);

  const root = createRoot(document.getElementById("root")!);
  // As a transition React draws it in short pieces: a slow phone can scroll and answer in between.
  startTransition(() =>
    root.render(
      <StrictMode>
        <LocaleProvider>
          <AppStoreContext value={store}>
            <App />
          </AppStoreContext>
        </LocaleProvider>
      </StrictMode>,
    ),
  );
}

/** A link may be to any loss. */
async function loadCatalogue() {
  const catalogue = async () => (await import("./losses")).losses;
  const [losses] = await Promise.all([catalogue(), loadLaterTexts()]);
  return losses;
}

void start();
