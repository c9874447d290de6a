import { currentLocale, type Locale, loadLaterTexts, onLocaleChange, ownLocale, showLocale } from "../i18n";
import type { AppStore } from "../store/createAppStore";
import type { View } from "../store/page/choices";
import { defaultPage, type PageState } from "../store/page/pageState";
import { pageOf, showsSamePage } from "../store/page/shownPage";
import type { AppState } from "../store/state";
import { droppedNotice, linkedLocale, links, readAddress, viewOf } from "./address";
import { openingHere } from "./opening";

/** Browsers throttle history changes, and a slider makes hundreds. */
const WRITE_AFTER_MS = 250;

/** By which a visitor begins to use the page. */
const FIRST_TOUCH = ["pointerdown", "keydown"] as const;

/** In the history entries that this page has made; those of pasted links have none. */
const OURS = { losscope: true };

const isOurs = (state: unknown) => (state as Partial<typeof OURS> | null)?.losscope === true;

/** The address of this page, for readers in this language or, if null, in their own. */
export async function addressOf(page: PageState, language: Locale | null = null): Promise<string> {
  const { encodePage } = await links.load();
  return withHash(await encodePage(page, language));
}

/**
 * Keeps the address and the page in sync. The address always describes the page, so that loading it
 * again shows the same; Back and Forward only change the view; a link that is put into the address
 * replaces the page. `opened` is the state in which the page was opened, and the hash that it was
 * opened from. Returns what ends that.
 */
export function followAddress(
  store: AppStore,
  opened: { state: AppState; hash: string } = { state: store.getState(), hash: location.hash },
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the changes: an address that was made before the last one is not written. */
  let changes = 0;
  /** Links that are being read: their addresses must stay until then. */
  let reading = 0;
  /**
   * What the address describes, so that a change that is taken back at once fetches no code for
   * links; null if it may describe another page.
   */
  let described: { state: AppState; language: Locale | null } | null =
    links.current() === null ? { state: opened.state, language: linkLanguage() } : null;
  /** Whether the view follows the history, so that it makes no entry of its own. */
  let follows = false;

  const write = async () => {
    const written = changes;
    const state = store.getState();
    const language = linkLanguage();
    if (described !== null && described.language === language && showsSamePage(state, described.state)) return;
    const address = await addressOf(pageOf(state), language);
    if (written !== changes || reading > 0) return;
    if (address !== location.href) history.replaceState(OURS, "", address);
    described = { state, language };
  };
  const writeSoon = (afterMs = WRITE_AFTER_MS) => {
    changes++;
    clearTimeout(timer);
    // Without its code (offline) the address follows at the next change.
    timer = setTimeout(() => void write().catch(() => undefined), afterMs);
  };
  const following = (change: () => void) => {
    follows = true;
    change();
    follows = false;
  };

  const endStore = store.subscribe((state, before) => {
    if (state.view !== before.view && !follows) history.pushState(OURS, "", withHash(withView(state.view)));
    if (!showsSamePage(state, before)) writeSoon();
  });
  const rewriteNow = () => {
    described = null;
    writeSoon(0);
  };
  const endLocale = onLocaleChange(() => writeSoon());

  const open = async () => {
    changes++;
    reading++;
    try {
      const linked = await readAddress();
      if (linked !== null) {
        const locale = linkedLocale(linked);
        await Promise.all([store.actions.loadLosses(), loadLaterTexts(), locale !== null && showLocale(locale)]);
        const notice = droppedNotice(linked, pageOf(store.getState()));
        following(() => store.actions.openPage(linked.page, openingHere(linked.page), notice));
      }
    } finally {
      reading--;
      rewriteNow();
    }
  };
  const move = () => {
    if (isOurs(history.state)) {
      if (reading > 0) return;
      following(() => store.actions.showView(viewOf(location.hash)));
      // The entry may hold an experiment that has been changed since.
      rewriteNow();
      return;
    }
    history.replaceState(OURS, "");
    void open().catch(() => undefined);
  };
  // Who touches the page will change it, and a new version of the site may take the code away.
  for (const event of FIRST_TOUCH) window.addEventListener(event, links.prefetch, { once: true });
  // Either may come first, depending on the browser; the second finds the entry marked.
  window.addEventListener("popstate", move);
  window.addEventListener("hashchange", move);
  if (location.hash !== opened.hash) {
    // A link came while this code was on its way.
    move();
  } else {
    history.replaceState(OURS, "");
    const { view } = store.getState();
    if (view !== opened.state.view) history.pushState(OURS, "", withHash(withView(view)));
    // What a link held and cannot be used leaves the address; without the code for links it stays.
    if (described === null || !showsSamePage(store.getState(), opened.state)) writeSoon();
  }
  return () => {
    for (const event of FIRST_TOUCH) window.removeEventListener(event, links.prefetch);
    window.removeEventListener("popstate", move);
    window.removeEventListener("hashchange", move);
    endStore();
    endLocale();
    changes++;
    clearTimeout(timer);
  };
}

/** What loading the page again would not choose by itself. */
function linkLanguage(): Locale | null {
  const locale = currentLocale();
  return locale === ownLocale() ? null : locale;
}

function withHash(hash: string): string {
  return location.href.replace(/#.*$/, "") + hash;
}

/** The present hash with this view; the rest follows with the next write. */
function withView(view: View): string {
  const rest = location.hash
    .slice(1)
    .split("&")
    .filter((entry) => entry !== "" && !entry.startsWith("view="));
  const parts = [...(view === defaultPage.view ? [] : [`view=${view}`]), ...rest];
  return parts.length === 0 ? "" : `#${parts.join("&")}`;
}
