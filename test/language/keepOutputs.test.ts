import { expect, it } from "vitest";
import { GraphBuilder } from "../../src/language/graphBuilder";
import { keepOutputs } from "../../src/language/neededNodes";

it("a graph keeps only the nodes that its kept outputs need", () => {
  const b = new GraphBuilder();
  const z = b.leaf("prediction");
  const graph = b.graph({ objective: b.reduce("sum", z), squared: b.mul(z, z) });
  const objective = keepOutputs(graph, "objective");
  expect(Object.keys(objective.outputs)).toEqual(["objective"]);
  expect(objective.nodes.map(({ op }) => op)).toEqual(["prediction", "sum"]);
});
