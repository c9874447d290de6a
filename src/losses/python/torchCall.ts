import type { ParameterValue } from "../../language";
import { writtenDefaults, writtenTensors } from "../../language/python/defaults";
import { pythonLiteral } from "../../language/python/literal";
import type { LossDefinition } from "../definition";

/** Keywords whose values torch takes as tensors. */
const tensorKeywords: ReadonlySet<string> = new Set(["weight", "pos_weight"]);

/** Our choices for which torch takes a function. */
const functionKeywords: ReadonlySet<string> = new Set(["distance"]);
/** Losses whose torch call returns a pair, one of which is the loss. */
const partOf: Readonly<Record<string, string>> = { "nn.AdaptiveLogSoftmaxWithLoss": ".loss" };

/** What `torchCall` reads of a definition. */
type TorchLoss = Pick<LossDefinition, "torch" | "ownWeights" | "inputs" | "module" | "perLabel" | "source">;

/**
 * The loss as one line of PyTorch, if torch has it: `nn.HuberLoss(delta=1.0)(y_pred, y_true)`. A
 * loss with weights of its own is constructed in one line, which runs once, and called in a second.
 * Keywords that are None are omitted, because None is torch's default for them. Undefined where
 * torch does not have the loss, or not as a plain call.
 */
export function torchCall(
  { torch, ownWeights, inputs, module, perLabel = [], source }: TorchLoss,
  parameters: Readonly<Record<string, ParameterValue>>,
): string | undefined {
  // A function around a module does more than torch's own call (CTC's first applies a log-softmax),
  // so it has no one-line form.
  if (torch === undefined || (module !== undefined && !/^class\s/m.test(source))) return undefined;
  if (Object.keys(parameters).some((name) => functionKeywords.has(name))) return undefined;
  const names = inputs?.map(({ name }) => name) ?? writtenTensors(source);
  const hasTarget = inputs === undefined || inputs.some(({ differentiable }) => !differentiable);
  const tensors = names.length > 2 || !hasTarget ? names : ["y_pred", "y_true"];
  const written = new Map(writtenDefaults(source).map(({ name, text }) => [name, text]));
  const keywords = Object.entries(parameters)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => {
      const text = keywordValue(name, value, written.get(name));
      return `${name}=${text}${perLabel.includes(name) ? `[${tensors.at(-1)}.long()]` : ""}`;
    });
  // A class is constructed with its keywords and then called; a function takes everything at once.
  const isClass = /^[A-Z]/.test(torch.split(".").at(-1)!);
  if (ownWeights) {
    return `# Once; criterion.parameters() go to the optimiser, with the network's.
criterion = ${torch}(
    ${keywords.join(", ")})

# In every step:
loss = criterion(features, y_true)${partOf[torch] ?? ""}`;
  }
  if (isClass) return `${torch}(${keywords.join(", ")})(${tensors.join(", ")})${partOf[torch] ?? ""}`;
  return `${torch}(${[...tensors, ...keywords].join(", ")})`;
}

function keywordValue(name: string, value: ParameterValue, written: string | undefined): string {
  if (tensorKeywords.has(name)) return `torch.tensor(${pythonLiteral(value)})`;
  return pythonLiteral(value, written);
}
