import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { writtenParameters } from "../../../src/language/python/defaults";
import { everyLoss } from "./everyLoss";

interface Fixture {
  losses: Readonly<Record<string, Readonly<Record<string, { default?: unknown }>> | undefined>>;
}
const fixture: Fixture = JSON.parse(
  readFileSync(new URL("../../fixtures/torch/defaults.json", import.meta.url), "utf8"),
);
/** Newer than the fixture's torch. */
const newer = ["linear-cross-entropy"];
/** torch takes the distance as a function. */
const renamed: Readonly<Record<string, string>> = { distance: "distance_function" };

const torchLosses = everyLoss.filter(({ torch }) => torch !== undefined);

describe.each(torchLosses.filter(({ id }) => !newer.includes(id)))("the defaults on the card of $id", (loss) => {
  const own = fixture.losses[loss.torch!]!;

  it("are torch's", () => {
    for (const { name, default: written } of writtenParameters(loss.source)) {
      if (Object.hasOwn(renamed, name)) continue;
      const changed = loss.torchDefaults !== undefined && Object.hasOwn(loss.torchDefaults, name);
      expect(own, name).toHaveProperty(name);
      expect(changed ? loss.torchDefaults![name] : written, name).toEqual(own[name]!.default);
    }
  });
});

it("every torch loss of the catalogue is in the fixture, unless it is newer", () => {
  const missing = torchLosses.filter(({ torch }) => fixture.losses[torch!] === undefined);
  expect(missing.map(({ id }) => id)).toEqual(newer);
});
