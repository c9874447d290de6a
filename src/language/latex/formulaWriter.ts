import type { Graph, GraphNode, NodeId } from "../graph";
import type { Notation } from "../notation";
import type { Family } from "./family";
import type { Piece } from "./piece";

/** What stands in the place of leaves and of names. */
export interface Surroundings {
  /** The word for the other case. */
  readonly otherwise: string;
  /** Of leaves; `sample` is the letter that numbers the samples, empty where there is none. */
  readonly leaf: (family: Family, sample: string) => Piece | undefined;
  readonly named: (family: Family, sample: string) => string | undefined;
  /** Nothing where every column is written by itself. */
  readonly notations: readonly Notation[];
  /** Whether samples are numbered: where a loss hears of several. */
  readonly numbersSamples: boolean;
}

/** What the writers of single pieces ask of whoever walks the graph (`printer.ts`). */
export interface FormulaWriter {
  readonly graph: Graph;
  readonly surroundings: Surroundings;
  /** The letter that numbers the samples just now; empty where there is none. */
  readonly sample: string;
  node(id: NodeId): GraphNode;
  noted(id: NodeId): { notation: Notation; place: number } | undefined;
  /** One input of every member. */
  input(family: Family, place: number): Family;
  /** What all members do, if that is one thing and they have no name for it. */
  operation(family: Family): GraphNode["op"] | undefined;
  /** The number that all members are. */
  constant(family: Family): number | undefined;
  /** What is calculated with a further letter for the samples. */
  overSamples<Result>(step: (letter: string) => Result): Result;
  /** What is calculated with further letters for columns. */
  overColumns<Result>(count: number, step: (letters: readonly string[]) => Result): Result;
  /** The name, or what it is made of. Throws NoCommonFormula. */
  piece(family: Family): Piece;
  number(family: Family): Piece;
  /** In brackets where it would fall apart. */
  inside(family: Family, strength: number): string;
  plain(family: Family): string;
  /** Where truth is wanted. */
  condition(family: Family, strength?: number): string;
  /** A step that may find no formula in common, else another. */
  either(first: () => Piece | undefined, other: () => Piece): Piece;
  /** Every member's own list along new axes. Throws NoCommonFormula. */
  elements(
    family: Family,
    lists: readonly (readonly NodeId[])[],
    letters: readonly string[],
    sizes?: readonly number[],
  ): Family;
}
