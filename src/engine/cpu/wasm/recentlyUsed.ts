/** Keeps the values used most recently, by key. */
export class RecentlyUsed<Value> {
  readonly #most: number;
  /** In order of use; the key used last is the last one. */
  readonly #values = new Map<string, Value>();

  /** `most`: the number of values it keeps. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The value for a key; calls `make` if it is not kept. Throws what `make` throws. */
  of(key: string, make: () => Value): Value {
    const value = this.#values.get(key) ?? make();
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.#most) this.#values.delete(this.#values.keys().next().value!);
    return value;
  }
}
