import { type Locale, locales } from "../i18n";
import { lateModule } from "../scheduling/lateModule";
import { type View, views } from "../store/page/choices";
import type { LinkedPage } from "../store/page/pageLink";
import { defaultPage, type PageState } from "../store/page/pageState";
import type { Notice } from "../store/state";

/**
 * The code for links and their schema is fetched when a link is read or written: most visits start
 * without one.
 */
export const links = lateModule(() => import("../store/page/pageLink"));

/** Whether the page of this hash may show losses beyond those that every page opens with. */
export function needsCatalogue(hash: string): boolean {
  return hash !== "" && !views.some((view) => hash === `#view=${view}`);
}

/** The page of an address's hash; null if it holds none. */
export async function readAddress(hash = location.hash): Promise<LinkedPage | null> {
  if (hash === "") return null;
  if (!needsCatalogue(hash)) return { page: { ...defaultPage, view: viewOf(hash) }, language: null, dropped: [] };
  const { decodePage } = await links.load();
  return decodePage(hash);
}

/** The page where the code for reading its link could not be fetched. */
export function unreadLink(): LinkedPage {
  const dropped = { path: "link", given: "", expected: "", used: "the defaults", problem: "unread" } as const;
  return { page: { ...defaultPage, view: viewOf(location.hash) }, language: null, dropped: [dropped] };
}

export function droppedNotice({ dropped }: LinkedPage, undo?: PageState): Notice | undefined {
  if (dropped.length > 0) return { kind: "dropped", fields: dropped, ...(undo && { undo }) };
  return undo && { kind: "opened", from: "link", undo };
}

/** The language that a link requests; null if none, or one that the page does not speak. */
export function linkedLocale(linked: LinkedPage | null): Locale | null {
  const wanted = linked?.language?.toLowerCase();
  return locales.find((locale) => locale.toLowerCase() === wanted) ?? null;
}

/** The view of an address that this page has written. */
export function viewOf(hash: string): View {
  return views.find((view) => hash.slice(1).split("&").includes(`view=${view}`)) ?? defaultPage.view;
}
