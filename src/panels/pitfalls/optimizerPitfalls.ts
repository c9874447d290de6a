/** The effect of weight decay under two optimisers, both run here. */
import { ArrayOptimizer } from "../../engine/cpu/optimizers";
import { StepScalars } from "../../engine/stepScalars";
import { optimizerDefaults, ruleOf } from "../../optimizers";
import type { Pitfall, PitfallSide } from "./pitfall";

const STEPS = 100;
const LEARNING_RATE = 0.01;

/** A weight of 1 that the loss does not depend on, so that only the decay changes it. */
function weightAfter(name: "Adam" | "AdamW", weightDecay: number): number {
  const rule = ruleOf(optimizerDefaults(name));
  const optimizer = new ArrayOptimizer(rule);
  const scalars = new StepScalars(rule);
  const parameter = Float64Array.of(1);
  const vectors = {
    parameter,
    gradient: Float64Array.of(0),
    rate: Float64Array.of(LEARNING_RATE),
    decay: Float64Array.of(weightDecay),
    ...optimizer.createState(1, Float64Array),
  };
  for (let step = 1; step <= STEPS; step++) optimizer.step(scalars.next(), vectors);
  return parameter[0]!;
}

export const adamWeightDecay: Pitfall = {
  id: "adam-weight-decay",
  concerns: [],
  evidence: ["pytorch/pytorch#48793", "pytorch/pytorch#41679"],
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
