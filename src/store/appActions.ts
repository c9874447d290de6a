import type { Experiment, LossChoice } from "../experiment/experiment";
import type { LossProgram } from "../language";
import type { LossSizes } from "../losses";
import type { CountMetricName } from "../metrics/metrics";
import type { EnginePreference } from "../training/engineChoice";
import type { Pace } from "../worker/run/protocol";
import type { CompareSettings } from "./compare/settings";
import type { Opening } from "./opening";
import type { ColourBy, CurveAxis, CurveDerivative, CurveScale, DotArea, SampleSet, View } from "./page/choices";
import type { PageState } from "./page/pageState";
import type { Probe } from "./probe";
import type { NetworkLoss, Notice } from "./state";
import type { SweepViewSettings } from "./sweep/settings";

/** Verbs of the user. */
export interface AppActions {
  selectLoss(id: string): void;
  setLossParameter(name: string, value: number): void;
  /** The user knows what to drag, from an earlier visit. */
  endGuide(): void;
  /**
   * Any other change of the experiment. What cannot be taken over by the run begins it anew from
   * the same seeds.
   */
  changeExperiment(change: (experiment: Experiment) => Experiment): void;
  /**
   * Trains at idle times what the next change may come to, the likeliest first and at most six, so
   * that such a change finds its network at once. None: stops that.
   */
  prefetchRuns(changes: readonly ((experiment: Experiment) => Experiment)[]): void;
  /** Fetches the catalogue, which `losses` then holds. Rejects when it cannot be fetched. */
  loadLosses(): Promise<void>;
  showView(view: View): void;
  /** Shows another page, all of it; its losses are in `losses`. */
  openPage(page: PageState, opening: Opening, notice?: Notice): void;
  /** What the user has changed in Compare or in Sweep, to be kept in the address. */
  keepCompare(settings: CompareSettings): void;
  keepSweep(settings: SweepViewSettings): void;
  startTraining(): void;
  pauseTraining(): void;
  toggleTraining(): void;
  takeStep(): void;
  finishEpoch(): void;
  resetTraining(): void;
  setPace(pace: Pace): void;
  /** Whether a change of the experiment retrains it at once to its end. */
  setInstantRetrain(on: boolean): void;
  chooseEngine(preference: EnginePreference): void;
  moveProbe(probe: Probe): void;
  setCurveAxis(axis: CurveAxis): void;
  setCurveScale(scale: CurveScale): void;
  setCurveDerivative(derivative: CurveDerivative): void;
  /** Draws another loss among the curves; one that is there already is not added again. */
  addOverlay(choice: LossChoice): void;
  removeOverlay(key: number): void;
  /** Compiles a loss without changing what is shown; null if its source is refused. */
  readLoss(choice: LossChoice): Promise<NetworkLoss | null>;
  /** A loss's program for other sizes than the page's own; null where its source is refused. */
  readLossFor(choice: LossChoice, sizes: LossSizes): Promise<LossProgram | null>;
  setDotArea(area: DotArea): void;
  setColourBy(colourBy: ColourBy): void;
  setSampleSet(sampleSet: SampleSet): void;
  setEasyAbove(value: number): void;
  setHistoryMetric(metric: CountMetricName): void;
  show(notice: Notice): void;
  dismissNotice(): void;
  /** The page has drawn the newest snapshot; the worker may send the next. */
  snapshotDrawn(): void;
  dispose(): void;
}
