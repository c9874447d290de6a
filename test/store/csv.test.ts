import { expect, it } from "vitest";
import { csvText } from "../../src/store/csv";

it("CSV has numbers in full precision, nothing for NaN, and quotes around commas, quotes and line breaks", () => {
  expect(
    csvText([
      ["loss", 0.1 + 0.2, Number.NaN, -0.5e-12],
      ["alpha=0.75, gamma=2", 'says "no"', "two\nlines", ""],
    ]),
  ).toBe('loss,0.30000000000000004,,-5e-13\r\n"alpha=0.75, gamma=2","says ""no""","two\nlines",\r\n');
});
