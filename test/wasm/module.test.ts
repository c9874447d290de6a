import { expect, test } from "vitest";
import { type Code, f32x4, f64, f64x2, i32, ModuleWriter, v128, wasmFeatures } from "../../src/wasm";
import { FunctionWriter, type Local, LocalOutOfScopeError } from "../../src/wasm/function";

/** The exports of a module with a memory of one page that starts with `floats`. */
function instance(module: ModuleWriter, floats: readonly number[] = [], imports: WebAssembly.ModuleImports = {}) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  new Float32Array(memory.buffer).set(floats);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env: { memory, ...imports } });
  return { exports: exports as Record<string, (...args: number[]) => number>, memory };
}

test("this machine has 128-bit vectors", () => {
  expect(wasmFeatures().simd).toBe(true);
});

test("a loop over vectors in memory adds them", () => {
  const module = new ModuleWriter();
  module.function(
    ["i32", "i32"],
    "f64",
    (writer) => {
      const [from, to] = writer.parameters as [(typeof writer.parameters)[0], (typeof writer.parameters)[0]];
      const sum = writer.local("v128");
      writer.set(sum, f32x4.const(0));
      const address = writer.local("i32");
      writer.loop(address, from.get, to.get, 16, () => writer.set(sum, f32x4.add(sum.get, v128.load(address.get))));
      const high = v128.shuffle32(sum.get, sum.get, [2, 3, 2, 3]);
      const halves = writer.vector(f64x2.add(f64x2.fromLowF32(sum.get), f64x2.fromLowF32(high)));
      writer.do(f64.add(f64x2.lane(halves, 0), f64x2.lane(halves, 1)));
    },
    "sum",
  );
  const { exports } = instance(module, [1, 2, 3, 4, 5, 6, 7, 8, 100]);
  expect(exports.sum!(0, 32)).toBe(36);
  expect(exports.sum!(4, 20)).toBe(14);
});

test("a branch, a call within the module and a call of the host give the right values", () => {
  const heard: number[] = [];
  const module = new ModuleWriter();
  const tell = module.import("tell", ["i32"]);
  const triple = module.function(["i32"], "i32", (writer) =>
    writer.do(i32.mul(writer.parameters[0]!.get, i32.const(3))),
  );
  module.function(
    ["i32"],
    undefined,
    (writer) => {
      const x = writer.parameters[0]!.get;
      writer.if(
        i32.ltU(x, i32.const(100)),
        () => writer.do(tell.call(triple.call(x))),
        () => writer.do(tell.call(i32.const(-1))),
      );
    },
    "run",
  );
  const { exports } = instance(module, [], { tell: (value: number) => heard.push(value) });
  for (const x of [7, 64, 99, 100, 70_000]) exports.run!(x);
  expect(heard).toEqual([21, 192, 297, -1, -1]);
});

test("a local is neither read nor set after its body has ended, not even inside an expression or a later body", () => {
  const writer = new FunctionWriter(["i32"]);
  const condition = writer.parameters[0]!.get;
  const outer = writer.let("i32", i32.const(3));
  const inner: { local?: Local; read?: Code } = {};
  writer.if(condition, () => {
    inner.local = writer.local("i32");
    inner.read = i32.add(inner.local.get, outer);
    writer.set(inner.local, i32.const(5));
    writer.set(writer.local("i32"), inner.read);
  });
  expect(() => writer.set(writer.local("i32"), inner.read!)).toThrow(LocalOutOfScopeError);
  expect(() => writer.set(inner.local!, i32.const(1))).toThrow(LocalOutOfScopeError);
  expect(() => writer.if(condition, () => writer.set(writer.local("i32"), inner.read!))).toThrow(LocalOutOfScopeError);
  expect(() => writer.if(condition, () => writer.set(writer.local("i32"), outer))).not.toThrow();
});

test("constants of any size are encoded completely", () => {
  const values = [0, 1, -1, 63, 64, -64, -65, 127, 128, 8191, 8192, 2 ** 31 - 1, -(2 ** 31)];
  const module = new ModuleWriter();
  for (const [i, value] of values.entries()) {
    module.function([], "i32", (writer) => writer.do(i32.const(value)), `get${i}`);
  }
  const { exports } = instance(module);
  expect(values.map((_, i) => exports[`get${i}`]!())).toEqual(values);
});
