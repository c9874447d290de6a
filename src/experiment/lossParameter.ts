import type { Experiment, LossChoice } from "./experiment";

/** The experiment with another value of one of its loss's parameters. */
export function withLossParameter(
  experiment: Experiment,
  name: string,
  value: LossChoice["parameters"][string],
): Experiment {
  const { loss } = experiment;
  return { ...experiment, loss: { ...loss, parameters: { ...loss.parameters, [name]: value } } };
}
