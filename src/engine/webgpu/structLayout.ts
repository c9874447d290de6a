/**
 * A WGSL struct of 4-byte scalars. Its declaration and the packing of its values come from one list
 * of fields, so that they cannot differ.
 */

export type ScalarType = "f32" | "u32";

export interface StructLayout<Field extends string> {
  readonly wgsl: string;
  /** Bytes of one struct. Every scalar is aligned to 4 bytes, so there is no padding. */
  readonly sizeBytes: number;
  /** Writes one struct at `offsetBytes` of `view`. */
  pack(view: DataView, offsetBytes: number, values: Readonly<Record<Field, number>>): void;
}

export function structLayout<const Field extends string>(
  name: string,
  fields: Readonly<Record<Field, ScalarType>>,
): StructLayout<Field> {
  const names = Object.keys(fields) as Field[];
  return {
    wgsl: `struct ${name} {\n${names.map((field) => `  ${field}: ${fields[field]},`).join("\n")}\n}`,
    sizeBytes: 4 * names.length,
    pack(view, offsetBytes, values) {
      names.forEach((field, i) => {
        if (fields[field] === "f32") view.setFloat32(offsetBytes + 4 * i, values[field], true);
        else view.setUint32(offsetBytes + 4 * i, values[field], true);
      });
    },
  };
}
