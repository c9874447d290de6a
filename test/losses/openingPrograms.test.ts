import { expect, it } from "vitest";
import { compileDefinition } from "../../src/losses/compileDefinition";
import { openingLosses } from "../../src/losses/openingLosses";
import { openingPrograms } from "../../src/losses/openingPrograms";

it("what the build has read is what the compiler makes of the same sources, and all that a page opens with", () => {
  const compiled = openingLosses.map((definition) => [definition.id, compileDefinition(definition)]);
  expect(openingPrograms).toEqual(Object.fromEntries(compiled));
});
