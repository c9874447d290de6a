import { bytesOf, type Code, i32, i32x4, unsigned, VALUE_TYPES, type ValueType } from "./code";

/** A local or parameter of a function. */
export interface Local {
  readonly index: number;
  readonly type: ValueType;
  /** The instruction that reads it. */
  readonly get: Code;
}

/** A local was read or set after its body had ended: another body may use it for other values. */
export class LocalOutOfScopeError extends Error {
  constructor(index: number) {
    super(`local ${index}: expected a use within the body that allocated it, got one after its end`);
    this.name = "LocalOutOfScopeError";
  }
}

const float = new Float32Array(1);
const floatBits = new Int32Array(float.buffer);

/** A function under construction: statements in order, locals allocated on demand. */
export class FunctionWriter {
  /**
   * Whether `do` looks for locals that are used after their body. The unit tests, which emit every
   * loss, optimiser and network, turn it on; on the page it would cost a third of the time to emit.
   */
  static checksLocals = false;
  readonly parameters: readonly Local[];
  readonly result: ValueType | undefined;
  readonly #locals: ValueType[] = [];
  /** Constant locals, keyed by the 32 bits of one lane; set before everything else. */
  readonly #constants = new Map<number, Local>();
  #body: Code[] = [];
  /** Locals of finished bodies, free for reuse. */
  #free: Local[] = [];
  /** Locals of the body under construction. */
  #own: Local[] = [];

  constructor(parameters: readonly ValueType[], result?: ValueType) {
    this.parameters = parameters.map((type, index) => local(index, type));
    this.result = result;
  }

  /**
   * Allocates a local that is valid only within the current body (`loop`, `if`, `scope`). It is not
   * initialised: locals are reused.
   */
  local(type: ValueType): Local {
    const free = this.#free.findIndex((each) => each.type === type);
    const made = free >= 0 ? local(this.#free.splice(free, 1)[0]!.index, type) : this.#declare(type);
    this.#own.push(made);
    return made;
  }

  #declare(type: ValueType): Local {
    this.#locals.push(type);
    return local(this.parameters.length + this.#locals.length - 1, type);
  }

  /** A float32 in all lanes (`#constant`). */
  number(value: number): Code {
    float[0] = value;
    return this.#constant(floatBits[0]!);
  }

  /** An int32 in all lanes (`#constant`). */
  bits(value: number): Code {
    return this.#constant(value | 0);
  }

  /**
   * Returns a local that holds a vector constant. Written inline, V8 spends four instructions on it
   * at every use.
   */
  #constant(bits: number): Code {
    let kept = this.#constants.get(bits);
    if (!kept) {
      kept = this.#declare("v128");
      this.#constants.set(bits, kept);
    }
    return kept.get;
  }

  /**
   * Appends a statement: code that leaves nothing on the stack. Throws LocalOutOfScopeError if it
   * reads a local whose body has ended (`checksLocals`).
   */
  do(statement: Code): void {
    if (FunctionWriter.checksLocals) checkLocals(statement);
    this.#body.push(statement);
  }

  /** Throws what `do` throws. */
  set({ index, get }: Local, value: Code): void {
    if (FunctionWriter.checksLocals) checkLocals(get);
    this.do([value, 0x21, unsigned(index)]);
  }

  /** Computes a value once, here; returns the expression that reads it. */
  let(type: ValueType, value: Code): Code {
    const kept = this.local(type);
    this.set(kept, value);
    return kept.get;
  }

  /** Like `let`, for a vector. */
  vector(value: Code): Code {
    return this.let("v128", value);
  }

  /**
   * Writes `body` for counter = from, from + step, … while it is below `to`; runs at least once.
   * `to` is read again in every iteration.
   */
  loop(counter: Local, from: Code, to: Code, step: number, body: () => void): void {
    this.set(counter, from);
    const inside = this.#inside(body);
    const next: Code = [i32.add(counter.get, i32.const(step)), 0x22, unsigned(counter.index)];
    // loop … counter += step; br_if (counter < to) end
    this.do([0x03, 0x40, inside, next, to, 0x49, 0x0d, 0x00, 0x0b]);
  }

  /**
   * Writes `body` for the case that `condition` (an i32) is not 0, and `otherwise` for the case
   * that it is.
   */
  if(condition: Code, body: () => void, otherwise?: () => void): void {
    const inside = this.#inside(body);
    const other: Code = otherwise ? [0x05, this.#inside(otherwise)] : [];
    this.do([condition, 0x04, 0x40, inside, other, 0x0b]);
  }

  /**
   * Writes `body` as it is; the locals that it allocates are free for reuse after it. Browsers keep
   * all locals of a function on the stack: 64 times 64 weights with one each are more than a
   * worker's stack holds.
   */
  scope(body: () => void): void {
    this.do(this.#inside(body));
  }

  #inside(body: () => void): Code {
    const outside = { body: this.#body, own: this.#own };
    const inside: Code[] = [];
    this.#body = inside;
    this.#own = [];
    body();
    for (const { get, index } of this.#own) (get as CheckedCode).endedLocal = index;
    this.#free.push(...this.#own);
    (inside as CheckedCode).isChecked = true;
    this.#body = outside.body;
    this.#own = outside.own;
    return inside;
  }

  /**
   * The function as the code section stores it. The last statement leaves the result on the stack.
   */
  bytes(): Code {
    const declared = this.#locals.map((type) => [1, VALUE_TYPES[type]]);
    const constants = [...this.#constants].map(([bits, { index }]) => [i32x4.const(bits), 0x21, unsigned(index)]);
    const body = bytesOf([unsigned(declared.length), declared, constants, this.#body, 0x0b]);
    return [unsigned(body.length), body];
  }
}

function local(index: number, type: ValueType): Local {
  return { index, type, get: [0x20, unsigned(index)] };
}

/**
 * Code with marks. Properties of the arrays themselves: a set of them would take as long as
 * emitting.
 */
type CheckedCode = Code & {
  /** On the instruction that reads a local whose body has ended: the local's index. */
  endedLocal?: number;
  /** On a finished body: its statements have been checked one by one, before its locals ended. */
  isChecked?: true;
};

function checkLocals(code: CheckedCode): void {
  if (code.isChecked || code instanceof Uint8Array) return;
  if (code.endedLocal !== undefined) throw new LocalOutOfScopeError(code.endedLocal);
  for (let i = 0; i < code.length; i++) {
    const part = code[i]!;
    if (typeof part !== "number") checkLocals(part);
  }
}
