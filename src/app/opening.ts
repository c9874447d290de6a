import { type Opening, openingOf } from "../store/opening";
import type { PageState } from "../store/page/pageState";

/** How the page's own or a link's experiment opens for this user. */
export function openingHere(page: PageState): Opening {
  return openingOf(page, { played: !matchMedia("(prefers-reduced-motion: reduce)").matches });
}
