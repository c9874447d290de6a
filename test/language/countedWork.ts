import { GraphBuilder } from "../../src/language/graphBuilder";
import { Printer } from "../../src/language/latex/printer";
import { Interpreter } from "../../src/language/source/interpreter";

/** The work took more steps than its limit. */
export class TooMuchWorkError extends Error {
  constructor(limit: number) {
    super(`more than ${limit} steps of work`);
    this.name = "TooMuchWorkError";
  }
}

/**
 * Runs `work` and counts its steps: expressions interpreted, and nodes read while graphs are
 * rewritten, differentiated and printed. Unlike a time, the number is the same on every machine.
 * Throws TooMuchWorkError as soon as there are more than `limit`, so that exponential work fails
 * instead of running for ever.
 */
export function withinSteps<Result>(limit: number, work: () => Result): Result {
  let steps = 0;
  const step = () => {
    if (++steps > limit) throw new TooMuchWorkError(limit);
  };
  const { node, shape } = GraphBuilder.prototype;
  const { node: printedNode } = Printer.prototype;
  const { evaluate } = Interpreter.prototype;
  GraphBuilder.prototype.node = function (id) {
    step();
    return node.call(this, id);
  };
  GraphBuilder.prototype.shape = function (id) {
    step();
    return shape.call(this, id);
  };
  Printer.prototype.node = function (id) {
    step();
    return printedNode.call(this, id);
  };
  Interpreter.prototype.evaluate = function (syntax, scope) {
    step();
    return evaluate.call(this, syntax, scope);
  };
  try {
    return work();
  } finally {
    Object.assign(GraphBuilder.prototype, { node, shape });
    Object.assign(Printer.prototype, { node: printedNode });
    Object.assign(Interpreter.prototype, { evaluate });
  }
}
