import { type ModelLayout, outputCount } from "../../../experiment/modelLayout";
import {
  type Callable,
  type FunctionWriter,
  f32,
  i32,
  LANES,
  type Local,
  type ModuleWriter,
  VECTOR_BYTES,
  v128,
} from "../../../wasm";
import type { KernelLayout } from "./kernelLayout";
import { columnEnd, writeColumns } from "./rowColumns";

/**
 * Exports `predict` (`KernelExports`): tile by tile, in the columns that training uses for a batch.
 */
export function writePredict(module: ModuleWriter, layout: KernelLayout, model: ModelLayout, forward: Callable): void {
  const inputs = model.widths[0]!;
  const outputs = outputCount(model);
  module.function(
    ["i32", "i32", "i32", "i32"],
    undefined,
    (writer) => {
      const [m, points, count, results] = writer.parameters as unknown as [Local, Local, Local, Local];
      const first = writer.local("i32");
      writer.loop(first, i32.const(0), count.get, layout.tile, () => {
        const left = writer.let("i32", i32.sub(count.get, first.get));
        const samples = writer.let("i32", i32.min(left, i32.const(layout.tile)));
        const end = writer.let("i32", columnEnd(samples));
        const x = writer.local("i32");
        writer.loop(x, i32.const(0), end, VECTOR_BYTES, () => {
          writeColumns(
            writer,
            inputs,
            (k) => i32.add(points.get, i32.const(4 * inputs * k)),
            (c) => ({ at: x.get, offset: layout.features + c * layout.columnBytes }),
          );
          writer.set(points, i32.add(points.get, i32.const(VECTOR_BYTES * inputs)));
        });
        writer.do(forward.call(m.get, i32.const(0), end));
        writer.loop(x, i32.const(0), end, VECTOR_BYTES, () => {
          writeRows(writer, layout, outputs, x, results);
          writer.set(results, i32.add(results.get, i32.const(VECTOR_BYTES * outputs)));
        });
      });
    },
    "predict",
  );
}

/** Transposes four samples' outputs from columns to rows. */
function writeRows(writer: FunctionWriter, layout: KernelLayout, outputs: number, x: Local, results: Local): void {
  if (outputs === 1) {
    writer.do(v128.store(results.get, v128.load(x.get, layout.outputs)));
    return;
  }
  for (let k = 0; k < outputs; k++) {
    for (let lane = 0; lane < LANES; lane++) {
      const value = f32.load(x.get, layout.outputs + k * layout.columnBytes + 4 * lane);
      writer.do(f32.store(results.get, value, 4 * (lane * outputs + k)));
    }
  }
}
