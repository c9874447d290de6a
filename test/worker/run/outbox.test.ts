import { describe, expect, it } from "vitest";
import type { EpochRecord, Snapshot } from "../../../src/training/snapshot";
import { Outbox } from "../../../src/worker/run/outbox";
import type { Picture } from "../../../src/worker/run/protocol";
import { FakeClock } from "../fakeClock";
import { EventLog } from "./sessionEvents";

const epoch = (number: number) => ({ epoch: number }) as EpochRecord;
const snapshotAt = (step: number, ...epochs: number[]): Snapshot => {
  const arrays = { gridLogits: new Float32Array(1), trainLogits: new Float32Array(1) };
  const others = { validationLogits: new Float32Array(1), parameters: new Float32Array(1) };
  return { ...arrays, ...others, step, finishedEpochs: epochs.map(epoch) } as unknown as Snapshot;
};
const first = { engine: { id: "cpu", description: "", reason: "chosen" } } as const;
const samples = { rows: 1, inputs: 2, features: new Float32Array(2), labels: new Uint8Array(1) };
const started = (runId: number) => ({ type: "started", runId, ...first, samples, snapshot: snapshotAt(0, 0) }) as const;
const running = (runId: number, step: number, ...epochs: number[]) =>
  ({ type: "snapshot", runId, snapshot: snapshotAt(step, ...epochs), stopped: null }) as const;
const cost = { prepare: 1, train: 1, evaluate: 1, picture: 1, total: 4 };
const completed = (runId: number, ...epochs: number[]) =>
  ({ type: "completed", runId, ...first, samples, snapshot: snapshotAt(30, ...epochs), cost }) as const;

function open() {
  const clock = new FakeClock();
  const log = new EventLog();
  const transferred: Transferable[][] = [];
  const outbox = new Outbox((event, transfer) => {
    log.add(event);
    transferred.push(transfer);
  }, clock.now);
  const sent = () => log.pictures.map(({ runId, snapshot }) => [runId, snapshot.step]);
  return { clock, log, outbox, sent, transferred };
}

const epochsOf = ({ snapshot }: Picture) => snapshot.finishedEpochs.map((record) => record.epoch);

describe("pictures for the page", () => {
  it("are numbered, and never more than one is undrawn, whatever is shown", () => {
    const { outbox, log } = open();
    const shown = [started(1), running(1, 1), running(1, 2), started(2), completed(3), completed(4), running(4, 31)];
    let undrawn = 0;
    for (const [i, picture] of [...shown, ...shown].entries()) {
      const before = log.pictures.length;
      outbox.show(picture);
      undrawn += log.pictures.length - before;
      expect(undrawn).toBeLessThanOrEqual(1);
      expect(outbox.undrawn).toBe(undrawn === 1);
      if (i % 3 !== 2) continue;
      const sent = log.pictures.length;
      outbox.drawn(log.pictures.at(-1)!.picture);
      undrawn += log.pictures.length - sent - 1;
      expect(undrawn).toBeLessThanOrEqual(1);
    }
    expect(log.pictures.map(({ picture }) => picture)).toEqual(log.pictures.map((_, i) => i + 1));
  });

  it("follow only after the last one is drawn: older and unknown numbers are ignored", () => {
    const { outbox, sent } = open();
    outbox.show(started(1));
    outbox.drawn(1);
    outbox.show(running(1, 1));
    outbox.show(running(1, 2));
    outbox.drawn(1);
    outbox.drawn(7);
    expect(sent()).toEqual([
      [1, 0],
      [1, 1],
    ]);
    outbox.drawn(2);
    expect(sent().at(-1)).toEqual([1, 2]);
  });

  it("that wait are replaced by newer ones, which take over their epochs and a stop", () => {
    const { outbox, log } = open();
    outbox.show(started(1));
    outbox.show(running(1, 6, 1));
    outbox.show({ ...running(1, 12, 2), stopped: "paused" });
    outbox.show({ ...running(1, 12), stopped: "paused" });
    outbox.drawn(1);
    expect(log.pictures).toHaveLength(2);
    expect(log.pictures[1]).toMatchObject({ stopped: "paused", snapshot: { step: 12 } });
    expect(epochsOf(log.pictures[1]!)).toEqual([1, 2]);
  });

  it("of a new run wait as its first picture, and those of the run before are dropped", () => {
    const { outbox, sent } = open();
    outbox.show(started(1));
    outbox.show(running(1, 1));
    outbox.show(started(2));
    outbox.show(running(2, 1));
    outbox.show(running(2, 2));
    for (const picture of [1, 2, 3]) outbox.drawn(picture);
    expect(sent()).toEqual([
      [1, 0],
      [2, 0],
      [2, 2],
    ]);
  });

  it("that wait are dropped when a new run replaces theirs", () => {
    const { outbox, sent } = open();
    outbox.show(started(1));
    outbox.show(completed(2));
    outbox.forget();
    outbox.drawn(1);
    expect(sent()).toEqual([[1, 0]]);
  });

  it("transfer all their arrays", () => {
    const { outbox, transferred } = open();
    outbox.show(started(1));
    outbox.show(running(1, 1));
    outbox.drawn(1);
    expect(transferred.map(({ length }) => length)).toEqual([6, 4]);
  });
});

describe("an engine that was measured", () => {
  const other = { id: "webgpu", description: "", reason: "hardware-gpu" } as const;

  it("is sent at once, or with the run's first picture where that waits", () => {
    const { outbox, log } = open();
    outbox.show(started(1));
    outbox.measured(1, other);
    expect(log.of("measured")).toEqual([{ type: "measured", runId: 1, engine: other }]);
    outbox.show(started(2));
    outbox.measured(2, other);
    expect(log.of("measured")).toHaveLength(1);
    outbox.drawn(1);
    expect(log.of("started").map(({ engine }) => engine.id)).toEqual(["cpu", "webgpu"]);
  });
});

describe("the epochs of a complete run", () => {
  it("are sent with its network if that waits, otherwise after it", () => {
    const { outbox, log } = open();
    outbox.show(completed(1));
    outbox.epochs(1, [epoch(0)]);
    outbox.show(completed(2));
    outbox.epochs(2, [epoch(0), epoch(1)]);
    expect(log.of("epochs").map(({ runId }) => runId)).toEqual([1]);
    outbox.drawn(1);
    expect(log.pictures.map(epochsOf)).toEqual([[], [0, 1]]);
  });

  it("and its network let older runs finish if the page has had none for long", () => {
    const { outbox, clock } = open();
    expect([outbox.starvedOfNetworks, outbox.starvedOfEpochs]).toEqual([true, true]);
    outbox.show(completed(1));
    outbox.epochs(1, [epoch(0)]);
    expect([outbox.starvedOfNetworks, outbox.starvedOfEpochs]).toEqual([false, false]);
    clock.advance(100);
    expect([outbox.starvedOfNetworks, outbox.starvedOfEpochs]).toEqual([true, false]);
    clock.advance(150);
    expect(outbox.starvedOfEpochs).toBe(true);
  });
});
