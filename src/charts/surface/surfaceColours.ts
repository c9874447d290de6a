import { type FieldColours, packed } from "../field/fieldColours";
import { labMix } from "../field/labMix";
import type { Rgb } from "../parts/tokens";
import type { SurfaceScale } from "./sampledSurface";

/** Shades between two levels; without levels, SHADES from the least to the greatest value. */
const SHADES_PER_LEVEL = 4;
const SHADES = 24;
const ENTRIES = 2048;
/** The colours end at this share of the ramp, so that arrows and handles are visible on them. */
const RAMP_END_SHARE = 0.78;

/**
 * Shades from the surface colour at the least value towards the ramp's colour, mixed in Lab; their
 * edges are on the levels.
 */
export function surfaceColours({ low, high, levels }: SurfaceScale, surface: Rgb, ramp: Rgb): FieldColours {
  const mix = labMix(surface, ramp);
  const [first, second] = levels;
  const shade =
    first !== undefined && second !== undefined ? (second - first) / SHADES_PER_LEVEL : (high - low) / SHADES;
  const perUnit = (ENTRIES - 1) / (high - low);
  const table = new Uint32Array(ENTRIES + 1);
  for (let i = 0; i < ENTRIES; i++) {
    const place = (low + i / perUnit) / shade;
    // A quarter of each shade blends into the next, so that edges show no steps of pixels.
    const whole = Math.floor(place);
    const blended = whole + Math.max(0, (place - whole - 0.75) * 4);
    const share = (blended * shade - low) / (high - low);
    table[i] = packed(mix(RAMP_END_SHARE * Math.min(1, Math.max(0, share)) ** 0.85));
  }
  table[ENTRIES] = packed(surface); // for NaN
  return { table, zero: -low * perUnit, perLogit: perUnit };
}
