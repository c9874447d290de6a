import { type ComparedModel, type Comparison, comparedModels } from "../../experiment/comparison";
import { plotGrid } from "../../experiment/plotGrid";
import type { ModelTrainer } from "../../worker/fleet/modelTrainer";
import { RunControl, type RunStage } from "../runControl";
import { keepsEpochs, measuresSeedEpochs } from "./comparisonSize";
import { reactionTo } from "./reaction";
import { ComparisonResults } from "./results";
import { type CompareStore, type ComparisonRun, matchesChoices, trainableSlots } from "./state";

/**
 * How long a comparison must have stayed the same before it is trained from other initial weights
 * too.
 */
const SEEDS_AFTER_MS = 300;

/** Trains what the store's choices say, and keeps `run` and `next` of its state. */
export class ComparisonTraining {
  readonly #trainer: ModelTrainer;
  readonly #store: Pick<CompareStore, "getState" | "setState">;

  constructor(trainer: ModelTrainer, store: Pick<CompareStore, "getState" | "setState">) {
    this.#trainer = trainer;
    this.#store = store;
  }

  /** Call after each change of the choices. Returns whether a run was begun. */
  followChoices(): boolean {
    const { getState: get, setState: set } = this.#store;
    const reaction = reactionTo(get());
    switch (reaction.do) {
      case "nothing":
        return false;
      case "markOutdated":
        set(({ next }) => ({ next: next && { ...next, isOutdated: true } }));
        return false;
      case "train":
        this.begin(reaction.comparison, "follow");
        return true;
      case "changeSeeds": {
        const { seeds, missing } = reaction;
        const run = get().run!;
        set({ run: { ...run, comparison: { ...run.comparison, seeds } } });
        if (missing === "train") this.trainMissing();
        else if (missing === "finish") run.control.end("finished");
        else if (missing === "cancel") run.control.end("cancelled");
        return false;
      }
    }
  }

  /**
   * Trains each loss once in locked epochs, then from the other initial weights. `press` shows the
   * new run at once; `follow` keeps the old one on screen until the new boundaries are trained.
   */
  begin(comparison: Comparison, by: "press" | "follow"): void {
    const { getState: get, setState: set } = this.#store;
    this.cancel();
    const results = new ComparisonResults(comparison.losses.length);
    const control: RunControl = new RunControl(
      this.#trainer,
      {
        ...this.#stage(results, comparedModels({ ...comparison, seeds: 1 }, 0)),
        options: {
          engine: get().engine,
          grid: plotGrid(comparison.base),
          history: true,
          checkpoints: keepsEpochs(comparison),
          lockstep: true,
        },
        doneBefore: 0,
        // In locked epochs networks take many times as long as the other initial weights will.
        tellsTimeLeft: comparison.seeds === 1,
        next: () => this.#afterBoundaries(control, by),
      },
      (progress) => {
        if (progress.phase.name === "failed") this.#showIfNext(control);
        this.#change(control, progress);
      },
    );
    const { slots, engine } = { slots: trainableSlots(get()), engine: get().engine };
    const run: ComparisonRun = {
      ...{ comparison, slots, engine, stage: "boundaries", results, control },
      ...control.progress,
    };
    if (by === "follow" && get().run !== null) set({ next: { run, isOutdated: false } });
    else this.#show(run);
  }

  /** The models that the run on screen still lacks. */
  trainMissing(): void {
    const { run } = this.#store.getState();
    run?.control.train(this.#seedStage(run));
  }

  /** Cancels the run on screen and the one that was to replace it. Models that are trained stay. */
  cancel(): void {
    const { getState: get, setState: set } = this.#store;
    const { run, next } = get();
    if (next !== null) {
      set({ next: null });
      next.run.control.cancel();
    }
    run?.control.cancel();
  }

  #afterBoundaries(control: RunControl, by: "press" | "follow"): ReturnType<RunStage["next"]> {
    const { getState: get } = this.#store;
    const isOutdated = this.#showIfNext(control);
    this.#change(control, { stage: "seeds" });
    if (isOutdated && this.followChoices()) return "cancelled";
    if (!matchesChoices(get().run!, get())) return "cancelled";
    return { afterMs: by === "follow" ? SEEDS_AFTER_MS : 0, stage: () => this.#seedStage(get().run!) };
  }

  #seedStage({ comparison, engine, results }: ComparisonRun): RunStage {
    const missing = comparedModels(comparison, 1).filter(({ loss, seed }) => results.outcome(loss, seed) === "missing");
    return {
      ...this.#stage(results, missing),
      options: {
        ...{ engine, grid: null, history: measuresSeedEpochs(comparison) },
        ...{ checkpoints: false, lockstep: false },
      },
      doneBefore: 1 - missing.length / (comparison.seeds * comparison.losses.length),
      tellsTimeLeft: true,
      next: () => "finished",
    };
  }

  #stage(results: ComparisonResults, models: readonly ComparedModel[]) {
    return {
      experiments: models.map(({ experiment }) => experiment),
      onEpochs: (epochs) => {
        for (const { index, ...epoch } of epochs) results.takeEpoch(models[index]!.loss, models[index]!.seed, epoch);
      },
      onTrained: (trained) => {
        for (const model of trained) results.takeModel(models[model.index]!.loss, models[model.index]!.seed, model);
      },
    } satisfies Pick<RunStage, "experiments" | "onEpochs" | "onTrained">;
  }

  /**
   * Puts the next run on screen, if `control` is its. Returns whether the choices have changed
   * since it began.
   */
  #showIfNext(control: RunControl): boolean {
    const { next } = this.#store.getState();
    if (next?.run.control !== control) return false;
    this.#show(next.run);
    return next.isOutdated;
  }

  #show(run: ComparisonRun): void {
    const { epoch } = this.#store.getState();
    const isBeyond = epoch !== null && epoch > run.comparison.base.epochs;
    this.#store.setState({ run: { ...run, ...run.control.progress }, next: null, ...(isBeyond && { epoch: null }) });
  }

  /** Changes the run on screen, if `control` is its: what another run reports is dropped. */
  #change(control: RunControl, change: Partial<ComparisonRun>): void {
    this.#store.setState(({ run }) => (run?.control === control ? { run: { ...run, ...change } } : {}));
  }
}
