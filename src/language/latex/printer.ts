import type { Graph, GraphNode, NodeId } from "../graph";
import type { Notation } from "../notation";
import { common, type Family, NoCommonFormula, settled, single, spreadOut } from "./family";
import type { FormulaWriter, Surroundings } from "./formulaWriter";
import { notedPiece } from "./notedPiece";
import { operationPiece } from "./operationPiece";
import {
  ATOM,
  asNumber,
  constantPiece,
  DOTS,
  held,
  LOGIC,
  MAX_PIECE_DEPTH,
  MAX_PIECE_LENGTH,
  type Piece,
  SERIES,
  SUM,
} from "./piece";

const sampleLetters = ["i", "j", "m", "n"];
const columnLetters = ["k", "l", "r", "s"];

/** Writes nodes, and families of nodes that share a formula, as LaTeX. */
export class Printer implements FormulaWriter {
  readonly graph: Graph;
  readonly surroundings: Surroundings;
  readonly #noted = new Map<NodeId, { notation: Notation; place: number }>();
  readonly #printed = new Map<string, Piece | NoCommonFormula>();
  #depth = 0;
  #columnLetters = 0;
  #sample = "";

  constructor(graph: Graph, surroundings: Surroundings) {
    this.graph = graph;
    this.surroundings = surroundings;
    for (const notation of surroundings.notations)
      for (const [place, node] of notation.nodes.entries()) this.#noted.set(node, { notation, place });
  }

  /**
   * A family's own expression, even if it has a name. Throws NoCommonFormula, but never for a
   * single node.
   */
  print(family: Family): string {
    const isPerSample = this.node(family.nodes[0]!).shape.length > 0;
    this.#sample = this.surroundings.numbersSamples && isPerSample ? sampleLetters[0]! : "";
    this.#columnLetters = family.axes.length;
    return asNumber(this.#expression(settled(family), true)).latex;
  }

  node(id: NodeId): GraphNode {
    return this.graph.nodes[id]!;
  }

  noted(id: NodeId): { notation: Notation; place: number } | undefined {
    return this.#noted.get(id);
  }

  /** The family of one input of each member. */
  input(family: Family, place: number): Family {
    return { nodes: family.nodes.map((id) => this.node(id).inputs[place]!), axes: family.axes };
  }

  /** The operation that all members share, unless the family has a name. */
  operation(family: Family): GraphNode["op"] | undefined {
    const own = settled(family);
    if (this.surroundings.named(own, this.#sample) !== undefined) return undefined;
    const { op } = this.node(own.nodes[0]!);
    return own.nodes.every((id) => this.node(id).op === op) ? op : undefined;
  }

  /** The number that all members equal. */
  constant(family: Family): number | undefined {
    const { op, value } = this.node(family.nodes[0]!);
    return op === "constant" && family.nodes.every((id) => this.node(id).value === value) ? value : undefined;
  }

  get sample(): string {
    return this.#sample;
  }

  /** Runs `write` with one more index letter for samples. */
  overSamples<Result>(step: (letter: string) => Result): Result {
    const own = this.#sample;
    const letter = sampleLetters[own === "" ? 0 : sampleLetters.indexOf(own) + 1] ?? sampleLetters.at(-1)!;
    this.#sample = this.surroundings.numbersSamples ? letter : "";
    try {
      return step(letter);
    } finally {
      this.#sample = own;
    }
  }

  /** Runs `write` with more index letters for columns. */
  overColumns<Result>(count: number, step: (letters: readonly string[]) => Result): Result {
    const letters = columnLetters.slice(this.#columnLetters, this.#columnLetters + count);
    if (letters.length < count) throw new NoCommonFormula();
    this.#columnLetters += count;
    try {
      return step(letters);
    } finally {
      this.#columnLetters -= count;
    }
  }

  /** The family's name, or its expression. Throws NoCommonFormula. */
  piece(family: Family): Piece {
    const own = settled(family);
    const name = this.surroundings.named(own, this.#sample);
    if (name !== undefined) return { latex: name, strength: name.startsWith("\\ln ") ? SERIES : ATOM };
    const key = `${this.#sample}|${this.#columnLetters}|${own.axes.map(({ latex, size }) => `${latex}:${size}`).join()}|${own.nodes.join()}`;
    const known = this.#printed.get(key);
    if (known instanceof NoCommonFormula) throw known;
    if (known !== undefined) return known;
    if (this.#depth >= MAX_PIECE_DEPTH) return DOTS;
    this.#depth++;
    try {
      const expression = this.#expression(own, false);
      const piece = expression.latex.length > MAX_PIECE_LENGTH ? DOTS : expression;
      this.#printed.set(key, piece);
      return piece;
    } catch (error) {
      if (error instanceof NoCommonFormula) this.#printed.set(key, error);
      throw error;
    } finally {
      this.#depth--;
    }
  }

  number(family: Family): Piece {
    return asNumber(this.piece(family));
  }

  /** With brackets where the precedence needs them. */
  inside(family: Family, strength: number): string {
    return held(this.number(family), strength);
  }

  plain(family: Family): string {
    return this.number(family).latex;
  }

  /** For places that need a truth value. */
  condition(family: Family, strength = LOGIC): string {
    const isTruth = common(settled(family), (id) => truths.has(this.node(id).op) || this.node(id).op === "constant");
    if (isTruth) return held(this.piece(family), strength);
    return `${this.inside(family, SUM)} \\ne 0`;
  }

  /** Tries a step; if it throws NoCommonFormula, takes the other. */
  either(first: () => Piece | undefined, other: () => Piece): Piece {
    const [sample, letters, depth] = [this.#sample, this.#columnLetters, this.#depth];
    try {
      const piece = first();
      if (piece !== undefined) return piece;
    } catch (error) {
      if (!(error instanceof NoCommonFormula)) throw error;
      [this.#sample, this.#columnLetters, this.#depth] = [sample, letters, depth];
    }
    return other();
  }

  /** `isOwn`: on the line that defines the name. */
  #expression(family: Family, isOwn: boolean): Piece {
    const leaf = this.surroundings.leaf(family, this.#sample);
    if (leaf !== undefined) return leaf;
    return this.either(
      () => notedPiece(this, family, isOwn),
      () => this.#operation(family),
    );
  }

  #operation(family: Family): Piece {
    const ops = new Set(family.nodes.map((id) => this.node(id).op));
    if (ops.size > 1) return this.#lastDiffers(family);
    const [op] = ops;
    if (op !== "constant") return operationPiece(this, op!, family);
    if (family.axes.length === 0) return constantPiece(this.node(family.nodes[0]!).value!);
    return this.#progression(family);
  }

  /** The constants 0, 1, 2 … or 1, 2, 3 … along an axis. */
  #progression({ nodes, axes }: Family): Piece {
    const [axis] = axes;
    const start = this.node(nodes[0]!).value!;
    const counts = nodes.every((id, i) => this.node(id).value === start + i);
    if (axes.length !== 1 || axis!.latex === "" || !counts || !Number.isInteger(start)) throw new NoCommonFormula();
    if (start === 0) return { latex: axis!.latex, strength: ATOM };
    return { latex: `${axis!.latex} ${start < 0 ? "-" : "+"} ${Math.abs(start)}`, strength: SUM };
  }

  /**
   * All members but the last share a formula: a loop that treats its last iteration differently.
   */
  #lastDiffers({ nodes, axes }: Family): Piece {
    const [axis] = axes;
    if (axes.length !== 1 || axis!.size < 3 || axis!.latex === "") throw new NoCommonFormula();
    const rest = this.plain({ nodes: nodes.slice(0, -1), axes: [{ ...axis!, size: axis!.size - 1 }] });
    const last = this.plain(single(nodes.at(-1)!));
    const { otherwise } = this.surroundings;
    return {
      latex: `\\begin{cases}${rest} & ${axis!.latex} < ${axis!.size - 1}\\\\ ${last} & \\text{${otherwise}}\\end{cases}`,
      strength: ATOM,
    };
  }

  /** A list of nodes for each member, along new axes. Throws NoCommonFormula. */
  elements(
    family: Family,
    lists: readonly (readonly NodeId[])[],
    letters: readonly string[],
    sizes?: readonly number[],
  ): Family {
    const lengths = sizes ?? [lists[0]!.length];
    return spreadOut(
      family,
      lists,
      lengths.map((size, i) => ({ latex: letters[i]!, size })),
    );
  }
}

const truths: ReadonlySet<GraphNode["op"]> = new Set(["lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not"]);
