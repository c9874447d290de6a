/** The page's part of a link, `p=1.…`: what the page shows besides its experiment. */
import type { Experiment } from "../../experiment/experiment";
import { differences, type Json } from "../../experiment/link/differences";
import type { DroppedLink } from "../../experiment/link/experimentPart";
import { pack, unpack } from "../../experiment/link/packed";
import { DroppedFields, dropUnknown, type Keyed, objectAt, own } from "../../experiment/reading";
import { compareReaders, exploreReaders, sweepReaders } from "./pageFields";
import { defaultPage, type PageState } from "./pageState";

export type PageSettings = Pick<PageState, "explore" | "compare" | "sweep">;

const sections = ["explore", "compare", "sweep"] as const;

/** Digits of a probe's place: finer than a pixel. */
const PROBE_DIGITS = 4;

/** The part's value; null for the page as it opens. */
export async function pagePart({ explore, compare, sweep }: PageSettings): Promise<string | null> {
  const { probe } = explore;
  const isFree = probe?.kind === "free";
  const short = isFree ? { ...probe, logit: Number(probe.logit.toPrecision(PROBE_DIGITS)) } : probe;
  const settings = { explore: { ...explore, probe: short }, compare, sweep };
  const { explore: e, compare: c, sweep: s } = defaultPage;
  const changed = differences(settings as unknown as Json, { explore: e, compare: c, sweep: s } as unknown as Json);
  return Object.keys(changed).length === 0 ? null : pack(changed);
}

/**
 * What the part's value says of a page that shows this experiment. Never throws: what is missing is
 * as the page opens, and so is what does not fit, which is named.
 */
export function readPagePart(text: string, experiment: Experiment): { settings: PageSettings; dropped: DroppedLink[] } {
  const { explore, compare, sweep } = defaultPage;
  const settings: PageSettings = { explore, compare, sweep };
  const unpacked = unpack(text);
  if (!("value" in unpacked)) return { settings, dropped: [{ path: "page", used: "the defaults", ...unpacked }] };
  const dropped = new DroppedFields();
  const { drop } = dropped;
  const root = objectAt("page", unpacked.value, drop);
  dropUnknown("", root, new Set(sections), drop);
  const readers = { explore: exploreReaders, compare: compareReaders, sweep: sweepReaders(experiment) };
  for (const section of sections) {
    const given = objectAt(section, own(root, section), drop);
    dropUnknown(section, given, new Set(Object.keys(readers[section])), drop);
    const read: Keyed = { ...settings[section] };
    for (const [key, reader] of Object.entries(readers[section])) {
      const found = own(given, key);
      const value = found === undefined ? undefined : reader(found, `${section}.${key}`, drop, read[key]);
      if (value !== undefined) read[key] = value;
    }
    Object.assign(settings, { [section]: read });
  }
  const { losses, pair } = settings.compare;
  const slots = losses?.length ?? defaultPage.compare.pair.length;
  if (pair.some((slot) => slot >= slots)) {
    const used = defaultPage.compare.pair;
    drop({ path: "compare.pair", given: `[${pair.join(", ")}]`, expected: `two of ${slots} slots`, used: `[${used}]` });
    settings.compare = { ...settings.compare, pair: used };
  }
  return { settings, dropped: dropped.list() };
}
