import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { droppedNotice, linkedLocale, needsCatalogue, readAddress, unreadLink } from "./app/address";
import { startGuide } from "./app/guide";
import { openingHere } from "./app/opening";
import { prefetch } from "./app/prefetch";
import { startTheme } from "./app/theme";
import { LocaleProvider, loadLaterTexts, startLocale } from "./i18n";
import { openingLosses } from "./losses/openingLosses";
import { AppStoreContext } from "./panels/hooks/useApp";
import { removeFailedStyleSheets } from "./scheduling/online";
import { createAppStore } from "./store/createAppStore";
import { defaultPage } from "./store/page/pageState";
import "./styles/fonts.css";
import "./styles/index.css";

/**
 * Not awaited at the top level: an import inside could depend on the chunk of this module, which
 * would then wait for itself, and the page would stay empty.
 */
async function start(): Promise<void> {
  startTheme();
  removeFailedStyleSheets();
  const { hash } = location;
  const linked = await readAddress(hash).catch(unreadLink);
  await startLocale(linkedLocale(linked) ?? undefined);
  const page = linked?.page ?? defaultPage;
  const losses = needsCatalogue(hash) ? await loadCatalogue() : openingLosses;
  const store = createAppStore(page, losses, prefetch, openingHere(page));
  const notice = linked === null ? undefined : droppedNotice(linked);
  if (notice !== undefined) store.actions.show(notice);
  startGuide(store);
  const opened = { state: store.getState(), hash };

  const root = createRoot(document.getElementById("root")!);
  // In a transition React renders in short slices, so a slow phone can scroll and respond in
  // between.
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
  import("./app/printing").then(
    ({ startPrinting }) => startPrinting(),
    () => undefined, // the page is then printed in its own theme
  );
  // The address describes the page as it opens, so following it can wait.
  import("./app/followAddress").then(
    ({ followAddress }) => followAddress(store, opened),
    () => undefined, // the address then keeps what it held
  );
}

/** A link may use any loss of the catalogue. */
async function loadCatalogue() {
  const catalogue = async () => (await import("./losses")).losses;
  const [losses] = await Promise.all([catalogue(), loadLaterTexts()]);
  return losses;
}

void start();
