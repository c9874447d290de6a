import type { LossSourceError } from "../errors";
import type { NodeId } from "../graph";
import { GraphBuilder, GraphTooLargeError } from "../graphBuilder";
import type { ParameterValue } from "../program";
import type { Unread } from "../reading";
import { type Decisions, firstDecisions } from "./decisions";
import { parameterNumber } from "./parameterNumber";
import { hasBatch } from "./shapes";
import { TensorContext } from "./tensorContext";
import type { SourceText, SyntaxNode } from "./tree";
import { type ClassValue, describe, type InstanceValue, type Value } from "./values";

/**
 * The state of interpreting a source: the graph under construction, the position for errors, the
 * parameters' values (they decide `if`s), and whether gradients flow now.
 */
export class Context extends TensorContext {
  /** Parameter values for which the source is compiled, by name. */
  readonly parameterValues = new Map<string, ParameterValue>();
  /** Results of conditions on numbers that depend on parameters. */
  readonly guards: { condition: NodeId; outcome: boolean }[] = [];
  /** Local names of the loss's own body, for the formula: name → the elements of its last value. */
  readonly names = new Map<string, readonly NodeId[]>();
  /** The values assigned to names in the iterations of the enclosing loops, innermost last. */
  readonly loops: Map<string, NodeId[]>[] = [];
  /** The class and the object of each method that runs now, innermost last: for `super()`. */
  readonly methods: { owner: ClassValue | undefined; self: InstanceValue | ClassValue | undefined }[] = [];
  /** The outcomes of ifs on numbers of the batch, on this way through the source. */
  readonly decisions: Decisions;
  /** What the loss does not need, and why it was left unread. */
  readonly unread: Unread[] = [];

  constructor(source: SourceText, builder = new GraphBuilder(), decisions = firstDecisions(builder)) {
    super(source, builder);
    this.decisions = decisions;
  }

  leaveUnread(at: { from: number; to: number }, why: Unread["why"]): void {
    const { line, text } = this.source.place(at.from, at.to);
    if (!this.unread.some((other) => other.line === line && other.why === why)) this.unread.push({ line, text, why });
  }

  /** Python's truth value. If it depends on parameters, the result is remembered as a guard. */
  truth(value: Value, at: SyntaxNode): boolean {
    switch (value.kind) {
      case "none":
        return false;
      case "string":
        return value.value !== "";
      case "sequence":
        return value.items.length > 0;
      case "numeric": {
        if (value.nodes.length !== 1) throw this.#tensorCondition(at);
        const node = value.nodes[0]!;
        const known = this.builder.constantValue(node);
        if (known !== undefined) return known !== 0;
        if (this.builder.dependsOnSamples(node)) {
          const decided = hasBatch(value.shape) ? undefined : this.decisions.outcome(node);
          if (decided === undefined) throw this.#tensorCondition(at);
          return decided;
        }
        const outcome = this.parameterNumber(node) !== 0;
        this.guards.push({ condition: node, outcome });
        return outcome;
      }
      default:
        return true;
    }
  }

  #tensorCondition(at: SyntaxNode): LossSourceError {
    return this.error(
      at,
      "if on a tensor",
      "a tensor has one value per sample, so it cannot decide an if",
      "Use torch.where(condition, a, b); only a count such as mask.sum() > 0 can decide one",
    );
  }

  /**
   * The value of a number that depends only on parameters, for the parameters that the source is
   * compiled for.
   */
  parameterNumber(id: NodeId): number {
    return parameterNumber(this.builder, id, this.parameterValues);
  }

  /** A number that must be a constant in the text: a dimension, a flag of a module. */
  constantNumber(value: Value, at: SyntaxNode, what: string): number {
    if (value.kind === "numeric" && value.nodes.length === 1) {
      const node = value.nodes[0]!;
      const known = this.builder.constantValue(node);
      if (known !== undefined) return known;
      if (value.python && !this.builder.dependsOnSamples(node)) {
        const number = this.parameterNumber(node);
        const equal = this.builder.binary("eq", node, this.builder.constant(number));
        this.guards.push({ condition: equal, outcome: true });
        return number;
      }
    }
    const given =
      value.kind !== "numeric"
        ? describe(value)
        : value.nodes.length === 1 && !hasBatch(value.shape)
          ? "one that only the batch decides"
          : describe(value);
    throw this.error(
      at,
      "argument value",
      `${what} must be known before any batch is seen; this is ${given}`,
      "Write the number itself, or a parameter",
    );
  }

  string(value: Value, at: SyntaxNode, allowed: readonly string[]): string {
    if (value.kind === "string" && allowed.includes(value.value)) return value.value;
    const given = value.kind === "string" ? `'${value.value}'` : describe(value);
    throw this.error(
      at,
      "argument value",
      `expected one of ${allowed.join(", ")}, got ${given}`,
      `Write one of ${allowed.map((word) => `'${word}'`).join(", ")}`,
    );
  }

  /**
   * Runs a step that may grow the graph; if the graph grows too large, the error gets this
   * position.
   */
  guarded<Result>(at: SyntaxNode, step: () => Result): Result {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof GraphTooLargeError)) throw error;
      throw this.error(at, "too large", error.message, "Simplify the loss");
    }
  }
}
