import { it } from "vitest";
import { builtSite } from "../support/builtSite";
import { LARGE_LETTERS, NARROW, SPACED, visitInRooms, ZOOMED } from "../support/littleRoom";

const ROOMS = {
  NARROW,
  ZOOMED,
  SPACED,
  LARGE_LETTERS,
  "spaced, two columns": { width: 1024, height: 768, isSpaced: true },
  "spaced, three columns": { width: 1440, height: 900, isSpaced: true },
  "large letters on a desk": { width: 1440, height: 900, fontPx: 32 },
  "a small phone": { width: 360, height: 740 },
  "a tablet": { width: 768, height: 1024 },
  "a tablet on its side": { width: 1024, height: 768 },
  "a laptop": { width: 1366, height: 768 },
  "a projector": { width: 1920, height: 1080 },
};

const site = builtSite();

it.each(["en", "zh-Hans"] as const)(
  "in %s, at every size, nothing is cut off, lies on another or scrolls in two directions",
  (language) => visitInRooms(site.url, language, ROOMS, { fillsMap: true }),
  300_000,
);
