import type { Graph, GraphNode, NodeId } from "../graph";
import type { Notation } from "../notation";
import type { Family } from "./family";
import type { Piece } from "./piece";

/** What the writer prints for leaves and names. */
export interface Surroundings {
  /** The word for the other case. */
  readonly otherwise: string;
  /** Prints leaves; `sample` is the index letter of the samples, empty if there is none. */
  readonly leaf: (family: Family, sample: string) => Piece | undefined;
  readonly named: (family: Family, sample: string) => string | undefined;
  /** Undefined if every column is written by itself. */
  readonly notations: readonly Notation[];
  /** Whether samples have an index: true if the loss couples several. */
  readonly numbersSamples: boolean;
}

/** What the writers of single pieces need from the walk over the graph (`printer.ts`). */
export interface FormulaWriter {
  readonly graph: Graph;
  readonly surroundings: Surroundings;
  /** The current index letter of the samples; empty if there is none. */
  readonly sample: string;
  node(id: NodeId): GraphNode;
  noted(id: NodeId): { notation: Notation; place: number } | undefined;
  /** The family that consists of input number `place` of each member. */
  input(family: Family, place: number): Family;
  /** The operation that all members share, unless the family has a name. */
  operation(family: Family): GraphNode["op"] | undefined;
  /** The number that all members equal. */
  constant(family: Family): number | undefined;
  /** Runs `write` with one more index letter for samples. */
  overSamples<Result>(step: (letter: string) => Result): Result;
  /** Runs `write` with more index letters for columns. */
  overColumns<Result>(count: number, step: (letters: readonly string[]) => Result): Result;
  /** The family's name, or its expression. Throws NoCommonFormula. */
  piece(family: Family): Piece;
  number(family: Family): Piece;
  /** With brackets where the precedence needs them. */
  inside(family: Family, strength: number): string;
  plain(family: Family): string;
  /** For places that need a truth value. */
  condition(family: Family, strength?: number): string;
  /** Tries a step; if it throws NoCommonFormula, takes the other. */
  either(first: () => Piece | undefined, other: () => Piece): Piece;
  /** A list of nodes for each member, along new axes. Throws NoCommonFormula. */
  elements(
    family: Family,
    lists: readonly (readonly NodeId[])[],
    letters: readonly string[],
    sizes?: readonly number[],
  ): Family;
}
