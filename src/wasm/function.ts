import { bytesOf, type Code, i32, unsigned, VALUE_TYPES, type ValueType } from "./code";

/** A function's local or parameter. */
export interface Local {
  readonly index: number;
  readonly type: ValueType;
  /** Reads it. */
  readonly get: Code;
}

/** One function while it is written: statements in order, locals as they are asked for. */
export class FunctionWriter {
  readonly parameters: readonly Local[];
  readonly result: ValueType | undefined;
  readonly #locals: ValueType[] = [];
  #body: Code[] = [];

  constructor(parameters: readonly ValueType[], result?: ValueType) {
    this.parameters = parameters.map((type, index) => local(index, type));
    this.result = result;
  }

  local(type: ValueType): Local {
    const made = local(this.parameters.length + this.#locals.length, type);
    this.#locals.push(type);
    return made;
  }

  /** Writes a statement: code that leaves nothing on the stack. */
  do(statement: Code): void {
    this.#body.push(statement);
  }

  set({ index }: Local, value: Code): void {
    this.do([value, 0x21, unsigned(index)]);
  }

  /** Computes a value once, here; what is returned reads it. */
  let(type: ValueType, value: Code): Code {
    const kept = this.local(type);
    this.set(kept, value);
    return kept.get;
  }

  /** `let` of a vector. */
  vector(value: Code): Code {
    return this.let("v128", value);
  }

  /**
   * Writes `body` for counter = from, from + step … as long as it is below `to`; at least once. `to` is read at every turn.
   */
  loop(counter: Local, from: Code, to: Code, step: number, body: () => void): void {
    this.set(counter, from);
    const inside = this.#inside(body);
    const next: Code = [i32.add(counter.get, i32.const(step)), 0x22, unsigned(counter.index)];
    // loop … counter += step; br_if (counter < to) end
    this.do([0x03, 0x40, inside, next, to, 0x49, 0x0d, 0x00, 0x0b]);
  }

  /** Writes `body` where `condition` (an i32) is not 0, else `otherwise`. */
  if(condition: Code, body: () => void, otherwise?: () => void): void {
    const inside = this.#inside(body);
    const other: Code = otherwise ? [0x05, this.#inside(otherwise)] : [];
    this.do([condition, 0x04, 0x40, inside, other, 0x0b]);
  }

  #inside(body: () => void): Code {
    const outside = this.#body;
    const inside: Code[] = [];
    this.#body = inside;
    body();
    this.#body = outside;
    return inside;
  }

  /** The function as the code section holds it. A result is what the last statement leaves on the stack. */
  bytes(): Code {
    const declared = this.#locals.map((type) => [1, VALUE_TYPES[type]]);
    const body = bytesOf([unsigned(declared.length), declared, this.#body, 0x0b]);
    return [unsigned(body.length), body];
  }
}

function local(index: number, type: ValueType): Local {
  return { index, type, get: [0x20, unsigned(index)] };
}
