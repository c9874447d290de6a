import { describe, expect, it } from "vitest";
import { labMix } from "../../src/charts/field/labMix";
import type { Rgb } from "../../src/charts/parts/tokens";

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];

describe("a mix of two colours in Lab", () => {
  it("is one colour at 0 and the other at 1", () => {
    const paper: Rgb = [252, 251, 248];
    for (const colour of [black, white, [240, 163, 65], [118, 173, 214], [21, 23, 27]] as const) {
      expect(labMix(paper, colour)(0)).toEqual(paper);
      expect(labMix(paper, colour)(1)).toEqual(colour);
    }
  });

  it("changes lightness in equal steps: halfway from black to white is L* = 50", () => {
    expect(labMix(black, white)(0.5)).toEqual([119, 119, 119]);
    // L* = 5 lies on the line below the cube root's knee.
    expect(labMix(black, white)(0.05)).toEqual([17, 17, 17]);
  });

  it("stays within the channels' range where the mix leaves the colours of a screen", () => {
    const mix = labMix([0, 0, 255], [0, 255, 0]);
    for (let share = 0; share <= 1; share += 0.05) {
      for (const channel of mix(share)) expect(channel >= 0 && channel <= 255 && Number.isInteger(channel)).toBe(true);
    }
  });
});
