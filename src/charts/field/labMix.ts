import type { Rgb } from "../parts/tokens";

/**
 * Mixes two colours in CIELAB, where equal steps look equal; `share` 0 gives the first, 1 the
 * second. The result is rounded to whole channels. White is D50, as in CSS. (d3-interpolate does
 * the same but needs d3-color, which would add 1/40 to the first load.)
 */
export function labMix(from: Rgb, to: Rgb): (share: number) => Rgb {
  const [start, end] = [labOf(from), labOf(to)];
  return (share) => {
    const at = (i: 0 | 1 | 2) => start[i] + (end[i] - start[i]) * share;
    return rgbOf([at(0), at(1), at(2)]);
  };
}

/** L* 0 to 100, a*, b*. */
type Lab = readonly [lightness: number, a: number, b: number];

/** CIE 1931, 2°. */
const whiteX = 0.96422;
const whiteZ = 0.82521;
/** Below this CIE replaces the cube root by a line, so that the slope at black is finite. */
const KNEE = 6 / 29;

function labOf(rgb: Rgb): Lab {
  const [r, g, b] = [linear(rgb[0]), linear(rgb[1]), linear(rgb[2])];
  const x = root((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / whiteX);
  const y = root(0.2225045 * r + 0.7168786 * g + 0.0606169 * b);
  const z = root((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / whiteZ);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function rgbOf([lightness, a, b]: Lab): Rgb {
  const height = (lightness + 16) / 116;
  const x = cube(height + a / 500) * whiteX;
  const y = cube(height);
  const z = cube(height - b / 200) * whiteZ;
  return [
    channel(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
    channel(-0.9787684 * x + 1.9161415 * y + 0.033454 * z),
    channel(0.0719453 * x - 0.2289914 * y + 1.4052427 * z),
  ];
}

function root(value: number): number {
  return value > KNEE ** 3 ? Math.cbrt(value) : value / (3 * KNEE ** 2) + 4 / 29;
}

function cube(value: number): number {
  return value > KNEE ? value ** 3 : 3 * KNEE ** 2 * (value - 4 / 29);
}

/** sRGB's transfer curve: from 0 … 255 to linear light, and back. */
function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function channel(light: number): number {
  const share = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
  return Math.max(0, Math.min(255, Math.round(255 * share)));
}
