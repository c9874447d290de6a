import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import type { LossChoice } from "../../../src/experiment/experiment";
import { shownChoiceOf } from "../../../src/panels/hooks/useShownChoice";
import type { AppStore } from "../../../src/store/createAppStore";

const focal = (gamma: number): LossChoice => ({ id: "focal", parameters: { gamma } });

interface Part {
  experiment: { loss: LossChoice };
  run: { phase: "finished" | "retraining"; soon: boolean; shown: object };
}

/** The parts of the page's store that the choice depends on. */
function opened() {
  const run: Part["run"] = { phase: "finished", soon: false, shown: {} };
  const store = createStore<Part>(() => ({ experiment: { loss: focal(2) }, run }));
  const shown = shownChoiceOf(store as unknown as AppStore);
  const choose = (loss: LossChoice, soon: boolean) =>
    store.setState(({ run: before }) => ({ experiment: { loss }, run: { ...before, phase: "retraining", soon } }));
  /** The network has arrived; with `given up`, it does not come. */
  const end = (how: "network" | "given up") =>
    store.setState(({ run: before }) => ({
      run: { ...before, phase: "finished", shown: how === "network" ? {} : before.shown },
    }));
  return {
    choose,
    end,
    gamma: () => shown.getState().choice.parameters.gamma,
    id: () => shown.getState().choice.id,
  };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("the shown choice follows at once if no trained network is expected", () => {
  const { choose, gamma } = opened();
  choose(focal(3), false);
  expect(gamma()).toBe(3);
});

it("the shown choice waits for the trained network, and is drawn with it", () => {
  const { choose, end, gamma } = opened();
  choose(focal(3), true);
  vi.advanceTimersByTime(30);
  choose(focal(4), true);
  expect(gamma()).toBe(2);
  end("network");
  expect(gamma()).toBe(4);
  choose(focal(5), true);
  vi.advanceTimersByTime(30);
  expect(gamma()).toBe(4); // the earlier wait has ended with the snapshot
});

it("the shown choice waits at most 50 ms, however many changes come", () => {
  const { choose, gamma } = opened();
  choose(focal(3), true);
  vi.advanceTimersByTime(40);
  choose(focal(4), true);
  expect(gamma()).toBe(2);
  vi.advanceTimersByTime(10);
  expect(gamma()).toBe(4);
});

it("the shown choice follows at once if another loss is chosen or the wait is given up", () => {
  const { choose, end, gamma, id } = opened();
  choose({ id: "bce", parameters: {} }, true);
  expect(id()).toBe("bce");
  choose(focal(3), false);
  choose(focal(4), true);
  expect(gamma()).toBe(3);
  end("given up");
  expect(gamma()).toBe(4);
});
