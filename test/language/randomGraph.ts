import fc from "fast-check";
import type { BinaryOp, Graph, UnaryOp } from "../../src/language/graph";
import { GraphBuilder } from "../../src/language/graphBuilder";

/**
 * Operations that are smooth wherever they are defined, so that a central difference approximates
 * their derivative.
 */
const smoothUnary: UnaryOp[] = ["neg", "exp", "expm1", "sin", "cos", "tanh", "atan", "sigmoid", "softplus"];
const smoothBinary: BinaryOp[] = ["add", "sub", "mul", "logaddexp"];

type Step = { unary: UnaryOp; a: number } | { binary: BinaryOp; a: number; b: number } | { mean: true; a: number };

/**
 * Up to a dozen operations, each on any earlier nodes; tanh limits every result, so that nothing
 * overflows.
 */
export const randomGraph: fc.Arbitrary<Graph> = fc
  .array(
    fc.oneof<fc.Arbitrary<Step>[]>(
      fc.record({ unary: fc.constantFrom(...smoothUnary), a: fc.nat() }),
      fc.record({ binary: fc.constantFrom(...smoothBinary), a: fc.nat(), b: fc.nat() }),
      fc.record({ mean: fc.constant(true as const), a: fc.nat() }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((steps) => {
    const b = new GraphBuilder();

    const nodes = [b.leaf("prediction"), b.leaf("target"), b.parameter("c"), b.constant(0.7)];
    const at = (index: number) => nodes[index % nodes.length]!;
    for (const step of steps) {
      const node =
        "unary" in step
          ? b.unary(step.unary, at(step.a))
          : "binary" in step
            ? b.binary(step.binary, at(step.a), at(step.b))
            : b.mean(at(step.a));
      nodes.push(b.add(b.unary("tanh", node), b.constant(1.5)));
    }
    return b.graph({ value: b.mean(nodes.at(-1)!) });
  });
