import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { ElementType, OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "./model";

/** Supported by readers from 2022 on: IR 8 and operator set 17. */
const IR_VERSION = 8;
const OPERATOR_SET = 17;
const PRODUCER = "Losscope";

/** TensorProto.DataType */
const DATA_TYPES: Readonly<Record<ElementType, number>> = { float: 1, int64: 7, bool: 9, double: 11 };
/** AttributeProto.AttributeType */
const ATTRIBUTE_TYPES = { float: 1, int: 2, graph: 5, ints: 7 } as const;

/** ONNX's number for a type: the attribute `to` of Cast. */
export const dataType = (type: ElementType): number => DATA_TYPES[type];

/**
 * The bytes of a .onnx file: a ModelProto. Field numbers are those of onnx.proto3, which never
 * change.
 */
export function writeModel(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const out = new BinaryWriter();
  int(out, 1, IR_VERSION);
  text(out, 2, PRODUCER);
  if (model.doc !== "") text(out, 6, model.doc);
  message(out, 7, () => graph(out, model.graph));
  message(out, 8, () => {
    text(out, 1, "");
    int(out, 2, OPERATOR_SET);
  });
  for (const [key, value] of Object.entries(model.metadata)) {
    message(out, 14, () => {
      text(out, 1, key);
      text(out, 2, value);
    });
  }
  return out.finish();
}

function graph(out: BinaryWriter, { name, nodes, inputs, outputs, initializers }: OnnxGraph): void {
  for (const each of nodes) message(out, 1, () => node(out, each));
  text(out, 2, name);
  for (const [key, value] of initializers) message(out, 5, () => tensor(out, key, value));
  for (const each of inputs) message(out, 11, () => valueInfo(out, each));
  for (const each of outputs) message(out, 12, () => valueInfo(out, each));
}

function node(out: BinaryWriter, { op, inputs, outputs, attributes }: OnnxNode): void {
  for (const name of inputs) text(out, 1, name);
  for (const name of outputs) text(out, 2, name);
  text(out, 4, op);
  for (const [name, value] of Object.entries(attributes)) message(out, 5, () => attribute(out, name, value));
}

function attribute(out: BinaryWriter, name: string, value: OnnxAttribute): void {
  text(out, 1, name);
  if ("float" in value) {
    out.tag(2, WireType.Bit32).float(value.float);
    int(out, 20, ATTRIBUTE_TYPES.float);
  } else if ("int" in value) {
    int(out, 3, value.int);
    int(out, 20, ATTRIBUTE_TYPES.int);
  } else if ("ints" in value) {
    for (const each of value.ints) int(out, 8, each);
    int(out, 20, ATTRIBUTE_TYPES.ints);
  } else {
    message(out, 6, () => graph(out, value.graph));
    int(out, 20, ATTRIBUTE_TYPES.graph);
  }
}

function tensor(out: BinaryWriter, name: string, { type, dims, values }: OnnxTensor): void {
  for (const size of dims) int(out, 1, size);
  int(out, 2, DATA_TYPES[type]);
  text(out, 8, name);
  // ONNX files are little-endian; so is every machine with WebAssembly.
  out.tag(9, WireType.LengthDelimited).bytes(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

function valueInfo(out: BinaryWriter, { name, type, dims, doc }: OnnxValue): void {
  text(out, 1, name);
  message(out, 2, () =>
    message(out, 1, () => {
      int(out, 1, DATA_TYPES[type]);
      message(out, 2, () => {
        for (const size of dims) {
          message(out, 1, () => {
            if (typeof size === "number") int(out, 1, size);
            else text(out, 2, size);
          });
        }
      });
    }),
  );
  if (doc !== undefined) text(out, 3, doc);
}

function message(out: BinaryWriter, field: number, write: () => void): void {
  out.tag(field, WireType.LengthDelimited).fork();
  write();
  out.join();
}

function text(out: BinaryWriter, field: number, value: string): void {
  out.tag(field, WireType.LengthDelimited).string(value);
}

function int(out: BinaryWriter, field: number, value: number): void {
  out.tag(field, WireType.Varint).int64(value);
}
