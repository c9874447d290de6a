import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inflate } from "../../../src/experiment/link/inflate";

const MOST = 65_536;

/** Random bytes, repeated pieces, and text: what gives stored, fixed and own codes. */
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 2000 }),
  fc
    .tuple(fc.uint8Array({ maxLength: 50 }), fc.integer({ min: 1, max: 400 }))
    .map(([piece, times]) => Uint8Array.from({ length: piece.length * times }, (_, i) => piece[i % piece.length]!)),
  fc.json({ maxDepth: 6 }).map((text) => new TextEncoder().encode(text)),
);

describe("inflating", () => {
  it.each([
    ["at its usual level", {}],
    ["at its best level", { level: 9 }],
    ["with fixed codes", { strategy: constants.Z_FIXED }],
    ["with Huffman codes only", { strategy: constants.Z_HUFFMAN_ONLY }],
    ["stored", { level: 0 }],
  ])("gives back what zlib deflated %s", (_, options) => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(inflate(deflateRawSync(bytes, options), MOST)).toEqual(bytes);
      }),
    );
  });

  it("agrees with zlib about altered data, and never throws", () => {
    fc.assert(
      fc.property(anyBytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, at, flip) => {
        const altered = Uint8Array.from(deflateRawSync(bytes));
        altered[at % altered.length]! ^= flip;
        let wanted: Uint8Array | "damaged" = "damaged";
        try {
          wanted = Uint8Array.from(inflateRawSync(altered, { maxOutputLength: MOST }));
        } catch (error) {
          // Larger than the limit: this reader may meet damage or the limit first.
          if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return;
        }
        const result = inflate(altered, MOST);
        if (result !== "too-large") expect(result).toEqual(wanted);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const result = inflate(bytes, MOST);
        if (typeof result !== "string") expect(result).toEqual(Uint8Array.from(inflateRawSync(bytes)));
      }),
      { numRuns: 1000 },
    );
  });

  it("names the damage wherever the data are cut off", () => {
    const whole = deflateRawSync("a".repeat(50) + JSON.stringify({ epochs: 77, hidden: [16, 16] }));
    for (let length = 0; length < whole.length; length++) {
      expect(inflate(whole.subarray(0, length), MOST)).toBe("damaged");
    }
  });

  it("stops at its limit, however large the result would be", () => {
    expect(inflate(deflateRawSync(new Uint8Array(MOST)), MOST)).toHaveLength(MOST);
    expect(inflate(deflateRawSync(new Uint8Array(MOST + 1)), MOST)).toBe("too-large");
    expect(inflate(deflateRawSync(new Uint8Array(8_000_000)), MOST)).toBe("too-large");
  });
});
