import { type Code, type FunctionWriter, i32, type Local } from "../../../wasm";

/** Layers up to this wide are written out; wider ones are loops over groups of units. */
const WRITTEN_OUT = 16;

/**
 * Neighbouring units of a layer that are computed together: `count` of them, the first of which has
 * the index `first`, plus `loop` where the group stands for all rounds of a loop.
 */
export interface UnitGroup {
  readonly first: number;
  readonly count: number;
  readonly loop?: Local;
}

/**
 * Calls `body` for groups of `size` of the units from `from` to `total`: for each one, or, where
 * that is long code, for a loop over the full groups and for the rest. The locals of a group are
 * free for the next.
 */
export function overUnits(
  writer: FunctionWriter,
  from: number,
  total: number,
  size: number,
  body: (group: UnitGroup) => void,
): void {
  let first = from;
  if (total > WRITTEN_OUT && total - from >= size) {
    writer.scope(() => {
      const loop = writer.local("i32");
      first += size * Math.floor((total - from) / size);
      writer.loop(loop, i32.const(from), i32.const(first), size, () => body({ first: 0, count: size, loop }));
    });
  }
  for (; first < total; first += size) {
    const group = { first, count: Math.min(size, total - first) };
    writer.scope(() => body(group));
  }
}

/** The indices of a group's units, without the loop's. */
export function unitsOf({ first, count }: UnitGroup): number[] {
  return Array.from({ length: count }, (_, k) => first + k);
}

/**
 * An address plus `stride` bytes for each unit that the loop of the group has passed, computed
 * here.
 */
export function passedBy(writer: FunctionWriter, address: Code, { loop }: UnitGroup, stride: number): Code {
  return loop === undefined ? address : writer.let("i32", i32.add(address, i32.mul(loop.get, i32.const(stride))));
}
