import type { Tokens } from "../parts/tokens";
import { type FieldColours, packed } from "./fieldColours";
import { labMix } from "./labMix";

/** Shades on either side of zero. */
const SHADES = 8;
const STEPS_PER_SHADE = 32;
/** Share of a shade over which it blends into the next. */
const SOFT = 0.1;

/**
 * The diverging scale of a difference: the surface colour at 0, and discrete shades towards two
 * hues at −`limit` and `limit` that stand for no class.
 */
export function differenceColours({ colours }: Tokens, limit: number): FieldColours {
  const more = labMix(colours.surface, colours["difference-more"]);
  const less = labMix(colours.surface, colours["difference-less"]);
  // Shade 0 is the surface colour; `SHADES` shades follow on either side.
  const shade = (band: number) => (band >= 0 ? more : less)(Math.min(1, Math.abs(band) / SHADES));
  const entries = 2 * SHADES * STEPS_PER_SHADE + 1;
  const table = new Uint32Array(entries + 1);
  for (let i = 0; i < entries; i++) {
    const place = (i - SHADES * STEPS_PER_SHADE) / STEPS_PER_SHADE;
    const band = Math.round(place);
    const within = place - band;
    const share = Math.max(0, 0.5 - (0.5 - Math.abs(within)) / SOFT);
    const [own, next] = [shade(band), shade(band + Math.sign(within))];
    const mix = (channel: 0 | 1 | 2) => Math.round(own[channel] + (next[channel] - own[channel]) * share);
    table[i] = packed([mix(0), mix(1), mix(2)]);
  }
  table[entries] = packed(colours.surface);
  return { table, zero: SHADES * STEPS_PER_SHADE, perLogit: (SHADES * STEPS_PER_SHADE) / limit };
}
