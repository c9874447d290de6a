import { defineLoss } from "../definition";

/**
 * max(0, |p − y| − ε): errors up to ε are free. Range [0, ∞); kinks at |p − y| = ε with
 * torch.relu's derivative 0. ε ≥ 0; ε = 0 is L1.
 */
export const epsilonInsensitive = defineLoss({
  id: "epsilon-insensitive",
  task: "regression",
  aliases: ["SVR", "support vector regression", "ε-insensitive"],
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  source: `def epsilon_insensitive_loss(p, y, epsilon=0.1):
    return torch.relu(torch.abs(p - y) - epsilon).mean()
`,
  sliders: {
    epsilon: { symbol: "\\varepsilon", min: 0, max: 1, step: 0.01 },
  },
  cite: { text: "Vapnik (1995), The Nature of Statistical Learning Theory", doi: "10.1007/978-1-4757-2440-0" },
});
