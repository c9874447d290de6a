import { type Callable, f32, i32, type Local, type ModuleWriter, memory, VECTOR_BYTES } from "../../../wasm";
import { type KernelLayout, RECORD_BYTES } from "./kernelLayout";
import { columnEnd, writeColumns } from "./rowColumns";

/** Parameters order, data, samples, end: copies a batch's rows into columns. */
export function writeGather(module: ModuleWriter, layout: KernelLayout, columns: number): Callable {
  return module.function(["i32", "i32", "i32", "i32"], undefined, (writer) => {
    const [order, data, samples, end] = writer.parameters as unknown as [Local, Local, Local, Local];
    const x = writer.local("i32");
    writer.loop(x, i32.const(0), end.get, VECTOR_BYTES, () => {
      const rows = writer.let("i32", i32.add(order.get, x.get));
      writeColumns(
        writer,
        columns,
        (k) => i32.add(data.get, i32.mul(i32.load(rows, 4 * k), i32.const(layout.rowBytes))),
        (c) => ({ at: x.get, offset: layout.features + c * layout.columnBytes }),
      );
    });
    const bytes = i32.shl(samples.get, i32.const(2));
    writer.do(memory.fill(i32.const(layout.valid), i32.const(0), end.get));
    writer.do(memory.fill(i32.const(layout.valid), i32.const(0xff), bytes));
    writer.do(f32.store(i32.const(0), f32.fromI32U(samples.get), layout.batchSize));
  });
}

/**
 * Parameters m, end (bytes of a column), samples, table, record: one step of one member on the
 * gathered batch.
 */
export function writeStep(
  module: ModuleWriter,
  layout: KernelLayout,
  capacity: number,
  parts: { forward: Callable; backward: Callable; loss: Callable; update: Callable },
): Callable {
  return module.function(["i32", "i32", "i32", "i32", "i32"], undefined, (writer) => {
    const [m, end, samples, table, record] = writer.parameters as unknown as [Local, Local, Local, Local, Local];
    const overTiles = (body: (start: Local, size: Local) => void) => {
      const start = writer.local("i32");
      writer.loop(start, i32.const(0), end.get, layout.tileBytes, () => {
        const left = writer.let("i32", i32.sub(end.get, start.get));
        const size = writer.local("i32");
        writer.set(size, i32.min(left, i32.const(layout.tileBytes)));
        body(start, size);
      });
    };
    overTiles((start, size) => writer.do(parts.forward.call(m.get, start.get, size.get)));
    writer.do(parts.loss.call(m.get, end.get, samples.get, record.get));
    writer.do(memory.fill(i32.const(layout.gradient), i32.const(0), i32.const(layout.parameterBytes)));
    overTiles((start, size) => {
      // The loss may need the whole batch before any gradient is known, but the working memory
      // holds one tile, so the activations are computed again.
      if (capacity > layout.tile) writer.do(parts.forward.call(m.get, start.get, size.get));
      writer.do(parts.backward.call(m.get, start.get, size.get));
    });
    writer.do(parts.update.call(m.get, table.get, record.get));
  });
}

/** Exports `train` (`KernelExports`): for each batch, a step of every member. */
export function writeTrain(
  module: ModuleWriter,
  layout: KernelLayout,
  capacity: number,
  { gather, step }: { gather: Callable; step: Callable },
): void {
  module.function(
    ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"],
    undefined,
    (writer) => {
      const [order, rows, steps, data, firstMember, members, table, records] = writer.parameters as unknown as Local[];
      const memberBytes = i32.mul(members!.get, i32.const(layout.member.bytes));
      const membersEnd = writer.let("i32", i32.add(firstMember!.get, memberBytes));
      const tableEnd = writer.let("i32", i32.add(table!.get, i32.mul(steps!.get, i32.const(layout.stepBytes))));
      const scalars = writer.local("i32");
      writer.loop(scalars, table!.get, tableEnd, layout.stepBytes, () => {
        const samples = writer.let("i32", i32.min(rows!.get, i32.const(capacity)));
        const end = writer.let("i32", columnEnd(samples));
        writer.do(gather.call(order!.get, data!.get, samples, end));
        const m = writer.local("i32");
        writer.loop(m, firstMember!.get, membersEnd, layout.member.bytes, () => {
          writer.do(step.call(m.get, end, samples, scalars.get, records!.get));
          writer.set(records!, i32.add(records!.get, i32.const(RECORD_BYTES)));
        });
        writer.set(order!, i32.add(order!.get, i32.const(4 * capacity)));
        writer.set(rows!, i32.sub(rows!.get, i32.const(capacity)));
      });
    },
    "train",
  );
}
