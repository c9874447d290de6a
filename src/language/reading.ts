/**
 * What a source was read as: which function is the loss, which argument is what, and what was left
 * unread. Where it is a guess, the page shows it and lets the user choose.
 */
export interface Reading {
  readonly entry: ReadEntry;
  /** The other functions and classes of the text that could be the loss, the likeliest first. */
  readonly candidates: readonly ReadEntry[];
  readonly roles: ReadRoles;
  readonly input: ReadInput;
  /** What the target holds: 0 and 1 (or any share), a class number, or a number of its own. */
  readonly labels: "binary" | "margin" | "class" | "per-class" | "value";
  /** What the loss does not need. */
  readonly unread: readonly Unread[];
}

export interface ReadEntry {
  readonly name: string;
  readonly kind: "function" | "class";
  /** From 1. */
  readonly line: number;
  /** Whether it was requested, the only one, or chosen among several. */
  readonly by: "given" | "only" | "guess";
}

export interface ReadRoles {
  /** The arguments' names in the source. */
  readonly prediction: string;
  readonly target: string;
  /** By the arguments' names, by torch's order (prediction first), or as requested. */
  readonly by: "given" | "names" | "order";
}

export type InputKind = "probability" | "logit" | "class-logits" | "value";

export interface ReadInput {
  readonly kind: InputKind;
  /** By what the source calculates with it, by its name, as requested, or as nothing tells. */
  readonly by: "given" | "operations" | "name" | "default";
}

export interface Unread {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /**
   * `other`: a function or class that the loss does not call; `example`: statements that try
   * something out; `module`: an import that is not used.
   */
  readonly why: "other" | "example" | "module" | "main" | "print" | "decorator" | "fence";
}
