export type Json = { [key: string]: unknown };

/** The entries of `value` that differ from `base`, object by object; lists are compared whole. */
export function differences(value: Json, base: Json): Json {
  const result: Json = {};
  for (const key of Object.keys(value)) {
    const [own, other] = [value[key], base[key]];
    if (isObject(own) && isObject(other)) {
      const inner = differences(own, other);
      if (Object.keys(inner).length > 0) result[key] = inner;
    } else if (JSON.stringify(own) !== JSON.stringify(other)) result[key] = own;
  }
  return result;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
