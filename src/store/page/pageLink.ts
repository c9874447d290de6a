/**
 * A page as a link's hash: `#view=sweep&e=1.…&p=1.…`, each part only where it says something. A
 * link comes from anywhere: reading one never throws, costs bounded time and memory, and names what
 * it could not use.
 */
import { type DroppedLink, experimentPart, readExperimentPart } from "../../experiment/link/experimentPart";
import { hashOf, linkParts } from "../../experiment/link/linkParts";
import { type View, views } from "./choices";
import { pagePart, readPagePart } from "./pagePart";
import { defaultPage, type PageState } from "./pageState";

export interface LinkedPage {
  page: PageState;
  /** The language that the sender chose for the reader, unchecked; null if none. */
  language: string | null;
  dropped: DroppedLink[];
}

/** Something that once was the beginning of a part's value. */
const LOOKS_PACKED = /(?:^|[^\w-])e?1\.[\w-]{4,}/;

const MAX_SHOWN_CHARACTERS = 24;
/** A hash can hold thousands; reading more of them would take time. */
const MOST_EXPERIMENTS = 4;

/** The hash, with its `#`; empty for the page as it opens. */
export async function encodePage(page: PageState, language: string | null = null): Promise<string> {
  const [experiment, settings] = await Promise.all([experimentPart(page.experiment), pagePart(page)]);
  const view = page.view === defaultPage.view ? null : page.view;
  return hashOf({ view, lang: language, e: experiment, p: settings });
}

/** The page of a hash; null if there is none in it. What cannot be read is as the page opens. */
export function decodePage(hash: string): LinkedPage | null {
  const parts = linkParts(hash);
  const valuesOf = (name: string) => parts.get(name) ?? [];
  const [[view], [language], [settings], experiments] = [
    valuesOf("view"),
    valuesOf("lang"),
    valuesOf("p"),
    valuesOf("e"),
  ];
  const isLink = [view, language, settings, experiments[0]].some((value) => value !== undefined);
  if (!isLink && !LOOKS_PACKED.test(hash)) return null;
  const dropped: DroppedLink[] = [];
  if (!isLink) {
    const given = hash.slice(0, MAX_SHOWN_CHARACTERS);
    dropped.push({ path: "link", given, expected: "#e=1.…", used: "the defaults", problem: "unknown" });
  }
  const page = { ...defaultPage, view: readView(view, dropped), ...readExperiments(experiments, dropped) };
  if (settings !== undefined) {
    const read = readPagePart(settings, page.experiment);
    Object.assign(page, read.settings);
    dropped.push(...read.dropped);
  }
  return { page, language: language ?? null, dropped };
}

function readView(given: string | undefined, dropped: DroppedLink[]): View {
  const known = views.find((view) => view === given?.toLowerCase());
  if (known !== undefined || given === undefined) return known ?? defaultPage.view;
  dropped.push({
    path: "view",
    given: JSON.stringify(given.slice(0, MAX_SHOWN_CHARACTERS)),
    expected: `one of ${views.join(", ")}`,
    used: JSON.stringify(defaultPage.view),
  });
  return defaultPage.view;
}

/** The first experiment that can be read, if there are several. */
function readExperiments(texts: readonly string[], dropped: DroppedLink[]): Partial<PageState> {
  const read = texts.slice(0, MOST_EXPERIMENTS).map(readExperimentPart);
  const [first] = read;
  if (first === undefined) return {};
  const used = read.find((one) => one.dropped.every(({ path }) => path !== "link")) ?? first;
  dropped.push(...used.dropped);
  if (texts.length > 1) {
    const which = String(read.indexOf(used) + 1);
    const given = String(texts.length);
    dropped.push({ path: "link", given, expected: "one experiment", used: which, problem: "several" });
  }
  return { experiment: used.experiment };
}
