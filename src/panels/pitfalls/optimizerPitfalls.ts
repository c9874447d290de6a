/** What weight decay means to an optimiser: two of ours run side by side. */
import { createOptimizerState, updateParameters } from "../../engine/cpu/optimizers";
import { stepScalars } from "../../engine/stepScalars";
import { optimizerDefaults } from "../../experiment/defaults";
import type { Pitfall, PitfallSide } from "./pitfall";

const STEPS = 100;
const LEARNING_RATE = 0.01;

/** A weight of 1 that the loss does not care about, so that nothing but the decay moves it. */
function weightAfter(name: "Adam" | "AdamW", weightDecay: number): number {
  const { learningRate: _rate, weightDecay: _decay, weightDecayScope: _scope, ...rule } = optimizerDefaults(name);
  const vectors = {
    parameters: Float64Array.of(1),
    gradient: Float64Array.of(0),
    state: createOptimizerState(rule, 1, Float64Array),
  };
  for (let step = 1; step <= STEPS; step++) {
    updateParameters(rule, stepScalars(rule, step), vectors, {
      from: 0,
      to: 1,
      learningRate: LEARNING_RATE,
      weightDecay,
    });
  }
  return vectors.parameters[0]!;
}

export const adamWeightDecay: Pitfall = {
  id: "adam-weight-decay",
  concerns: [],
  evidence: ["pytorch/pytorch#38767", "pytorch/pytorch#48793"],
  edge: { symbol: "\\lambda", name: "decay", min: 0.001, max: 1, step: 0.001, scale: "log", start: 0.01 },
  run: (decay) => {
    const side = (name: "Adam" | "AdamW"): PitfallSide => ({
      code: `w = nn.Parameter(torch.ones(1))
optimizer = torch.optim.${name}(
    [w], lr=${LEARNING_RATE}, weight_decay=${decay})
for _ in range(${STEPS}):
    (0 * w).sum().backward()
    optimizer.step()
    optimizer.zero_grad()`,
      readings: [{ name: "afterSteps", value: weightAfter(name, decay) }],
    });
    return [side("Adam"), side("AdamW")];
  },
};
