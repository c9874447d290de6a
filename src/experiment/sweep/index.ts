export { defaultAxis, defaultSettings } from "./defaults";
export {
  changesData,
  dataParameter,
  lossParameterName,
  type ParameterRange,
  parameterRange,
  parameterValue,
  type SweepParameter,
  sweepParameters,
  withParameter,
} from "./parameter";
export {
  axisPlace,
  axisValueAt,
  axisValues,
  cellExperiment,
  coarseToFine,
  experimentsOf,
  type Sweep,
  type SweepAxis,
  type SweepCell,
  type SweepModel,
  type SweepSettings,
  sweepLimits,
} from "./sweep";
export { checkSweep, InvalidSweepError, type SweepProblem, sweepProblems } from "./validate";
