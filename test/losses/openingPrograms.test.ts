import { expect, it } from "vitest";
import { compileDefinition } from "../../src/losses/compileDefinition";
import { logitGraphs } from "../../src/losses/logitGraphs";
import { openingLosses } from "../../src/losses/openingLosses";
import { openingPrograms } from "../../src/losses/openingPrograms";

it("the programs compiled at build time equal the compiler's own and cover all that the page opens with", () => {
  const compiled = openingLosses.map((definition) => {
    const program = compileDefinition(definition);
    return [definition.id, { program, graphs: logitGraphs(definition, program) }];
  });
  expect(openingPrograms).toEqual(Object.fromEntries(compiled));
});
