import { describe, expect, it } from "vitest";
import { withLossParameter } from "../../../src/experiment/lossParameter";
import type { EpochRecord } from "../../../src/training/snapshot";
import type { RunEvent } from "../../../src/worker/run/client";
import { RunPrefetch } from "../../../src/worker/run/prefetch";
import type { RunRequest, TrainingCommand } from "../../../src/worker/run/protocol";
import { FakeClock } from "../fakeClock";
import { GRID, smallExperiment } from "./sessionEvents";

const request = (gamma: number): RunRequest => ({
  experiment: withLossParameter(smallExperiment, "gamma", gamma),
  engine: "cpu",
  grid: GRID,
});
const requests = (...gammas: number[]) => gammas.map(request);
const gammaOf = ({ experiment }: RunRequest) => experiment.loss.parameters.gamma;

type Complete = Extract<TrainingCommand, { type: "complete" }>;

/** A worker whose answers the test controls. */
class FakeWorker {
  readonly commands: TrainingCommand[] = [];
  ended = false;
  readonly onEvent: (event: RunEvent) => void;
  readonly onDeath: (detail: string) => void;

  constructor(onEvent: (event: RunEvent) => void, onDeath: (detail: string) => void) {
    this.onEvent = onEvent;
    this.onDeath = onDeath;
  }

  post(command: TrainingCommand): void {
    this.commands.push(command);
  }

  end(): void {
    this.ended = true;
  }

  /** The experiments that it has been told to train so far. */
  get trained() {
    return this.commands.filter((command): command is Complete => command.type === "complete").map(gammaOf);
  }

  network(epochs: number[] = []): void {
    const { runId } = this.commands.findLast(({ type }) => type === "complete") as Complete;
    const snapshot = { finishedEpochs: epochs.map((epoch) => ({ epoch })) };
    this.onEvent({ type: "completed", runId, picture: runId, snapshot } as unknown as RunEvent);
  }

  epochs(epochs: number[]): void {
    const { runId } = this.commands.findLast(({ type }) => type === "complete") as Complete;
    this.onEvent({ type: "epochs", runId, epochs: epochs.map((epoch) => ({ epoch }) as EpochRecord) });
  }

  fail(): void {
    const { runId } = this.commands.findLast(({ type }) => type === "complete") as Complete;
    this.onEvent({ type: "failed", runId, code: "diverged", detail: "", step: 3 });
  }
}

function open() {
  const clock = new FakeClock();
  const workers: FakeWorker[] = [];
  const may = { train: true };
  const prefetch = new RunPrefetch({
    startWorker(onEvent, onDeath) {
      const worker = new FakeWorker(onEvent, onDeath);
      workers.push(worker);
      return worker;
    },
    setTimer: clock.setTimer,
    mayTrain: () => may.train,
  });
  const worker = () => workers.at(-1)!;
  const known = (...gammas: number[]) => gammas.filter((gamma) => prefetch.lookup(request(gamma)) !== undefined);
  return { clock, workers, worker, may, prefetch, known };
}

describe("prefetched runs", () => {
  it("start no worker before there is a candidate", () => {
    const { prefetch, workers } = open();
    prefetch.pageIsBusy();
    prefetch.pageIsFree();
    prefetch.prefetch([]);
    expect(workers).toEqual([]);
  });

  it("are trained one after another, the likeliest first, and found with all epochs", () => {
    const { prefetch, worker } = open();
    prefetch.prefetch(requests(1, 2));
    expect(worker().trained).toEqual([1]);
    worker().network();
    expect(worker().commands.at(-1)).toEqual({ type: "drawn", picture: 1 });
    expect(worker().trained).toEqual([1]);
    worker().epochs([0, 1]);
    expect(worker().trained).toEqual([1, 2]);
    worker().network([0, 1]);
    expect(prefetch.lookup(request(1))!.snapshot.finishedEpochs).toEqual([{ epoch: 0 }, { epoch: 1 }]);
    expect(prefetch.lookup(request(2))!.snapshot.finishedEpochs).toEqual([{ epoch: 0 }, { epoch: 1 }]);
    expect(prefetch.lookup(request(3))).toBeUndefined();
    expect(prefetch.lookup({ ...request(1), engine: "auto" })).toBeUndefined();
    expect(prefetch.lookup({ ...request(1), grid: { ...GRID, extent: 13 } })).toBeUndefined();
  });

  it("are six at most, and no candidate is trained twice", () => {
    const { prefetch, worker } = open();
    prefetch.prefetch(requests(1, 2, 3, 4, 5, 6, 7, 8));
    for (let run = 0; run < 6; run++) worker().network([0]);
    expect(worker().trained).toEqual([1, 2, 3, 4, 5, 6]);
    prefetch.lookup(request(1));
    prefetch.prefetch(requests(6, 7, 1));
    expect(worker().trained).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("follow the newest candidates only, and a running one is finished", () => {
    const { prefetch, worker, known } = open();
    prefetch.prefetch(requests(1, 2));
    prefetch.prefetch(requests(3));
    prefetch.prefetch([]);
    worker().network([0]);
    expect(worker().trained).toEqual([1]);
    expect(known(1, 2, 3)).toEqual([1]);
  });

  it("wait while the page's own run trains", () => {
    const { prefetch, worker, workers } = open();
    prefetch.pageIsBusy();
    prefetch.prefetch(requests(1, 2));
    expect(workers).toEqual([]);
    prefetch.pageIsFree();
    expect(worker().trained).toEqual([1]);
    prefetch.pageIsBusy();
    worker().network([0]);
    expect(worker().trained).toEqual([1]);
    prefetch.pageIsFree();
    expect(worker().trained).toEqual([1, 2]);
  });

  it("are two after a change that was not prefetched, until nothing has changed for a while", () => {
    const { prefetch, worker, clock } = open();
    prefetch.lookup(request(4));
    prefetch.prefetch(requests(1, 2, 3));
    for (let run = 0; run < 2; run++) worker().network([0]);
    clock.advance(29);
    expect(worker().trained).toEqual([1, 2]);
    prefetch.pageIsBusy();
    clock.advance(100);
    expect(worker().trained).toEqual([1, 2]);
    prefetch.pageIsFree();
    clock.advance(29);
    expect(worker().trained).toEqual([1, 2]);
    clock.advance(1);
    expect(worker().trained).toEqual([1, 2, 3]);
    expect(clock.timers).toBe(0);
  });

  it("are not trained while the device has no work to spare", () => {
    const { prefetch, worker, workers, may } = open();
    may.train = false;
    prefetch.prefetch(requests(1, 2, 3));
    expect(workers).toEqual([]);
    may.train = true;
    prefetch.prefetch(requests(1, 2, 3));
    may.train = false;
    worker().network([0]);
    expect(worker().trained).toEqual([1]);
  });

  it("that fail are left to the page, and not repeated", () => {
    const { prefetch, worker, known } = open();
    prefetch.prefetch(requests(1, 2));
    worker().fail();
    worker().network([0]);
    expect(known(1, 2)).toEqual([2]);
    prefetch.prefetch(requests(1, 3));
    expect(worker().trained).toEqual([1, 2, 3]);
  });

  it("get another worker at the next need if theirs has crashed", () => {
    const { prefetch, worker, workers, known } = open();
    prefetch.prefetch(requests(1, 2));
    worker().network([0]);
    worker().onDeath("out of memory");
    expect(workers).toHaveLength(1);
    expect(worker().ended).toBe(true);
    prefetch.lookup(request(1));
    prefetch.prefetch(requests(2, 3));
    expect(workers).toHaveLength(2);
    expect(worker().trained).toEqual([3]);
    worker().network([0]);
    expect(known(1, 2, 3)).toEqual([1, 3]);
  });

  it("are forgotten when 24 newer ones are known", () => {
    const { prefetch, worker, known } = open();
    for (let gamma = 1; gamma <= 25; gamma++) {
      prefetch.prefetch(requests(gamma));
      worker().network([0]);
    }
    expect(known(1, 2, 25)).toEqual([2, 25]);
  });

  it("end with their worker", () => {
    const { prefetch, worker, clock } = open();
    prefetch.lookup(request(9));
    prefetch.prefetch(requests(1, 2, 3));
    worker().network([0]);
    worker().network([0]);
    prefetch.dispose();
    expect(worker().ended).toBe(true);
    expect(clock.timers).toBe(0);
  });
});
