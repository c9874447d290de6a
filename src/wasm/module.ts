import { bytesOf, type Code, unsigned, VALUE_TYPES, type ValueType } from "./code";
import { FunctionWriter } from "./function";

/** A function that can be called: defined in the module or imported. */
export interface Callable {
  /** The call instruction; its arguments come before it. */
  call(...args: Code[]): Code;
}

/**
 * A module under construction: one imported memory (`env.memory`) and functions, some of them
 * exported.
 */
export class ModuleWriter {
  readonly #types: Code[] = [];
  readonly #typeKeys: string[] = [];
  readonly #imports: { name: string; type: number }[] = [];
  readonly #functions: { writer: FunctionWriter; type: number }[] = [];
  readonly #exports: { name: string; index: number }[] = [];

  /**
   * Imports a function (`env.name`). All imports must be declared before the module's first own
   * function.
   */
  import(name: string, parameters: readonly ValueType[], result?: ValueType): Callable {
    if (this.#functions.length > 0) throw new Error(`import ${name}: expected before the module's own functions`);
    this.#imports.push({ name, type: this.#type(parameters, result) });
    return callable(this.#imports.length - 1);
  }

  /** Adds a function; `exported` is its name for the host. */
  function(
    parameters: readonly ValueType[],
    result: ValueType | undefined,
    write: (writer: FunctionWriter) => void,
    exported?: string,
  ): Callable {
    const writer = new FunctionWriter(parameters, result);
    write(writer);
    this.#functions.push({ writer, type: this.#type(parameters, result) });
    const index = this.#imports.length + this.#functions.length - 1;
    if (exported !== undefined) this.#exports.push({ name: exported, index });
    return callable(index);
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const memory: Code = [name("env"), name("memory"), 0x02, 0x00, 0x00];
    const imports = this.#imports.map((each): Code => [name("env"), name(each.name), 0x00, unsigned(each.type)]);
    return bytesOf([
      [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      section(1, vector(this.#types)),
      section(2, vector([memory, ...imports])),
      section(3, vector(this.#functions.map(({ type }) => unsigned(type)))),
      section(7, vector(this.#exports.map((each) => [name(each.name), 0x00, unsigned(each.index)]))),
      section(10, vector(this.#functions.map(({ writer }) => writer.bytes()))),
    ]);
  }

  #type(parameters: readonly ValueType[], result: ValueType | undefined): number {
    const key = `${parameters.join()}:${result ?? ""}`;
    const known = this.#typeKeys.indexOf(key);
    if (known >= 0) return known;
    const types = (list: readonly ValueType[]) => vector(list.map((type) => [VALUE_TYPES[type]]));
    this.#types.push([0x60, types(parameters), types(result === undefined ? [] : [result])]);
    return this.#typeKeys.push(key) - 1;
  }
}

function callable(index: number): Callable {
  return { call: (...args) => [args, 0x10, unsigned(index)] };
}

function section(id: number, content: Code): Code {
  const bytes = bytesOf(content);
  return [id, unsigned(bytes.length), bytes];
}

function vector(items: readonly Code[]): Code {
  return [unsigned(items.length), items];
}

function name(text: string): Code {
  const bytes = [...new TextEncoder().encode(text)];
  return [unsigned(bytes.length), bytes];
}
